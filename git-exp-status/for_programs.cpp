#include "for_programs.h"

#include "base/text.h"

namespace exp_status {
namespace {

using base::Json;

Json number(const std::optional<std::int64_t>& value) {
  return value ? Json::integer(*value) : Json();
}

Json value(const std::optional<experiment::Value>& value) {
  return value ? experiment::value_to_json(*value) : Json();
}

Json time(const std::optional<base::Timestamp>& time) {
  return time ? Json::string(base::format_timestamp(*time)) : Json();
}

std::string text(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "";
}

std::optional<std::int64_t> place_of(const Item& item) {
  return item.place ? std::optional<std::int64_t>(static_cast<std::int64_t>(*item.place)) : std::nullopt;
}

std::optional<std::int64_t> memory_of(const Item& item) {
  return item.usage ? std::optional(item.usage->memory_bytes) : std::nullopt;
}

std::optional<std::int64_t> cpu_of(const Item& item) {
  return item.usage ? std::optional(item.usage->cpu_ms) : std::nullopt;
}

std::optional<base::Timestamp> started(const Item& item) {
  return item.attempt() ? std::optional(item.attempt()->started) : std::nullopt;
}

const std::string& host_of(const Item& item) {
  return item.attempt() ? item.attempt()->host : item.run.record.host;
}

Json item_to_json(const Item& item) {
  const auto& progress = item.progress;
  return Json::object({{"name", Json::string(item.name())},
                       {"uuid", Json::string(item.run.record.uuid)},
                       {"group", Json::string(format_group(item.group))},
                       {"state", Json::string(item.state.text())},
                       {"state_reason", item.state.reason.empty() ? Json() : Json::string(item.state.reason)},
                       {"epoch", number(progress.epoch)},
                       {"epochs", number(progress.epochs)},
                       {"metric", progress.metric.empty() ? Json() : Json::string(progress.metric)},
                       {"last", value(progress.last)},
                       {"best", value(progress.best)},
                       {"best_epoch", number(progress.best_epoch)},
                       {"started", time(started(item))},
                       {"elapsed_ms", number(progress.elapsed_ms)},
                       {"left_ms", number(progress.left_ms)},
                       {"memory_bytes", number(memory_of(item))},
                       {"cpu_ms", number(cpu_of(item))},
                       {"gpu_memory_bytes", number(progress.gpu_memory_bytes)},
                       {"place", number(place_of(item))},
                       {"attended", Json::boolean(item.is_attended)},
                       {"again_at", time(item.again_at)},
                       {"sign_of_life", time(item.sign)},
                       {"user", Json::string(item.user())},
                       {"host", Json::string(host_of(item))},
                       {"folder", Json::string(item.run.folder)}});
}

}  // namespace

Json look_to_json(const Look& look) {
  Json all = Json::array();
  for (const auto& item : look.items) all.push_back(item_to_json(item));
  return all;
}

std::string porcelain_line(const Item& item) {
  const auto& progress = item.progress;
  return base::tab_line({format_group(item.group),
                         item.name(),
                         item.run.record.uuid,
                         item.state.text(),
                         text(progress.epoch),
                         text(progress.epochs),
                         progress.metric,
                         progress.last ? progress.last->text : "",
                         progress.best ? progress.best->text : "",
                         text(progress.elapsed_ms),
                         text(progress.left_ms),
                         text(memory_of(item)),
                         text(cpu_of(item)),
                         text(place_of(item)),
                         item.is_attended ? "yes" : "no",
                         item.sign ? base::format_timestamp(*item.sign) : "",
                         host_of(item),
                         item.run.folder,
                         text(progress.gpu_memory_bytes),
                         item.state.reason});
}

}  // namespace exp_status

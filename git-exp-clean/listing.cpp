#include "listing.h"

#include "base/size.h"
#include "base/text.h"
#include "table/text_grid.h"
#include "table/writer.h"

namespace exp_clean {
namespace {

using base::Json;

table::TextGrid make_grid(const std::vector<const char*>& titles) {
  table::TextGrid grid;
  for (const char* title : titles) {
    table::Heading heading;
    heading.title = title;
    heading.always_shown = heading.always_text = true;
    grid.titles.push_back(std::move(heading));
  }
  return grid;
}

Json json_of(const PlannedRun& planned) {
  const auto& record = planned.run.run.record;
  Json json = Json::object({{"name", Json::string(planned.run.name)},
                            {"run", Json::string(record.run)},
                            {"uuid", Json::string(record.uuid)},
                            {"state", Json::string(planned.state.text())},
                            {"created", Json::string(base::format_timestamp(record.created))},
                            {"bytes", Json::integer(planned.size.bytes)},
                            {"files", Json::integer(planned.size.files)}});
  json.set("folder", planned.run.run.folder.empty() ? Json() : Json::string(planned.run.run.folder));
  json.set("refused", planned.refusal.reason.empty() ? Json() : Json::string(planned.refusal.reason));
  return json;
}

}  // namespace

std::string format_for_people(const std::vector<PlannedRun>& runs, const Names& names, base::Timestamp now,
                              std::size_t width, bool colour) {
  std::string text;
  if (!runs.empty()) {
    auto grid = make_grid({"run", "state", "age", "size"});
    for (const auto& planned : runs)
      grid.rows.push_back({planned.run.name, planned.state.text(),
                           base::format_age(planned.run.run.record.created, now),
                           planned.run.run.folder.empty() ? "no folder" : base::format_size(planned.size.bytes)});
    table::WriteSettings settings;
    settings.width = width;
    settings.colour = colour;
    table::write_grid(grid, table::Format::text, settings, [&](std::string_view piece) { text += piece; });
  }
  if (!names.tags.empty() || !names.commits.empty()) text += "and, because no run is left:\n";
  for (const auto& tag : names.tags) text += "  the tag " + base::printable(tag.name) + "\n";
  for (const auto& commit : names.commits) text += "  " + keeping_ref(commit) + "\n";
  return text;
}

std::string format_json(const std::vector<PlannedRun>& runs, const Names& names, bool removed) {
  Json list = Json::array(), tags = Json::array(), refs = Json::array();
  for (const auto& planned : runs) list.push_back(json_of(planned));
  for (const auto& tag : names.tags) tags.push_back(Json::string(tag.name));
  for (const auto& commit : names.commits) refs.push_back(Json::string(keeping_ref(commit)));
  Json json = Json::object();
  json.set("removed", Json::boolean(removed));
  json.set("runs", std::move(list));
  json.set("tags", std::move(tags));
  json.set("refs", std::move(refs));
  return json.pretty();
}

std::string format_porcelain(const std::vector<PlannedRun>& runs, const Names& names) {
  std::string text;
  for (const auto& planned : runs) {
    const auto& record = planned.run.run.record;
    text += base::tab_line({"run", planned.run.name, record.uuid, planned.state.text(),
                            base::format_timestamp(record.created), std::to_string(planned.size.bytes),
                            planned.run.run.folder, planned.refusal.reason});
  }
  for (const auto& tag : names.tags) text += base::tab_line({"tag", tag.name, tag.commit.hex()});
  for (const auto& commit : names.commits) text += base::tab_line({"ref", keeping_ref(commit)});
  return text;
}

}  // namespace exp_clean

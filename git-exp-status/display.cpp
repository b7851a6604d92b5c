#include "display.h"

#include <algorithm>

#include "base/duration.h"
#include "base/size.h"
#include "base/text.h"
#include "supervise/closing.h"
#include "table/list_grid.h"
#include "table/writer.h"

namespace exp_status {
namespace {

using table::Heading;
using Row = table::ListGrid::Row;
using Text = std::optional<std::string>;

Heading heading(std::string title, bool is_text = true) {
  return {.title = std::move(title), .kind = table::Kind::info, .direction = {}, .always_text = is_text};
}

Text if_any(std::string text) {
  return text.empty() ? Text() : Text(std::move(text));
}

Text duration(const std::optional<std::int64_t>& ms) {
  return ms ? Text(base::format_duration(*ms)) : Text();
}

Text size(const std::optional<std::int64_t>& bytes) {
  return bytes ? Text(base::format_size(static_cast<std::uint64_t>(*bytes))) : Text();
}

/// "val/acc 0.71"; with its best "0.73 (9)" beside it.
Text metric_of(const Item& item) {
  const auto& progress = item.progress;
  return progress.last ? Text(progress.metric + " " + progress.last->text) : Text();
}

Text best_of(const Item& item) {
  const auto& progress = item.progress;
  if (!progress.best) return std::nullopt;
  return progress.best->text + (progress.best_epoch ? " (" + std::to_string(*progress.best_epoch) + ")" : "");
}

/// Of one processor, since the attempt began.
Text cpu_of(const Item& item, base::Timestamp now) {
  const experiment::Attempt* attempt = item.attempt();
  if (!item.usage || !attempt || now.ms - attempt->started.ms < 1000) return std::nullopt;
  return std::to_string(item.usage->cpu_ms * 100 / (now.ms - attempt->started.ms)) + "%";
}

std::string place_text(const Item& item) {
  const experiment::Attempt* attempt = item.attempt();
  return attempt ? attempt->host : item.run.record.host;
}

/// Where all are one's own, it need not be said.
Text user_of(const Item& item, const Look& look) {
  return look.has_others ? if_any(item.user()) : Text();
}

Row running_row(const Item& item, const Look& look) {
  return {item.name(),
          if_any(item.progress.epoch_text()),
          metric_of(item),
          best_of(item),
          duration(item.progress.elapsed_ms),
          duration(item.progress.left_ms),
          size(item.usage ? std::optional(item.usage->memory_bytes) : std::nullopt),
          size(item.progress.gpu_memory_bytes),
          cpu_of(item, look.at),
          if_any(place_text(item)),
          user_of(item, look)};
}

/// What is to be known of a queued run beside its place.
Text note_of(const Item& item, base::Timestamp now) {
  std::vector<std::string> notes;
  if (item.again_at)
    notes.push_back(item.state.text() + ", is tried again" +
                    (item.again_at->ms > now.ms ? " in " + base::format_duration(item.again_at->ms - now.ms) : ""));
  if (!item.is_attended) notes.push_back("nobody starts it");
  return if_any(base::join(notes, "; "));
}

Row queued_row(const Item& item, const Look& look) {
  return {item.name(), item.place ? Text(std::to_string(*item.place)) : Text(),
          base::format_age(item.run.record.created, look.at), user_of(item, look), note_of(item, look.at)};
}

Row lost_row(const Item& item, const Look& look) {
  const experiment::Attempt* attempt = item.attempt();
  return {item.name(),
          item.state.text(),
          if_any(item.progress.epoch_text()),
          metric_of(item),
          attempt ? Text(base::format_age(attempt->started, look.at)) : Text(),
          item.sign ? Text(base::format_age(*item.sign, look.at)) : Text(),
          if_any(place_text(item)),
          user_of(item, look),
          if_any(item.state.reason)};
}

struct Layout {
  Group group;
  std::vector<Heading> headings;
  Row (*row)(const Item& item, const Look& look);
};

const std::vector<Layout>& layouts() {
  static const std::vector<Layout> all = {
      {Group::running,
       {heading("running"), heading("progress"), heading("metric"), heading("best"), heading("elapsed"),
        heading("left"), heading("memory"), heading("gpu memory"), heading("cpu"), heading("on"), heading("user")},
       running_row},
      {Group::queued,
       {heading("queued"), heading("place", false), heading("since"), heading("user"), heading("")},
       queued_row},
      {Group::lost,
       {heading("lost"), heading("state"), heading("progress"), heading("metric"), heading("started"),
        heading("last sign of life"), heading("on"), heading("user"), heading("why")},
       lost_row}};
  return all;
}

/// Columns that no row fills are left out.
std::string format_table(const Layout& layout, const std::vector<Row>& rows, const Display& display) {
  std::vector<std::size_t> shown;
  for (std::size_t c = 0; c < layout.headings.size(); ++c)
    if (std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row[c].has_value(); })) shown.push_back(c);
  std::vector<Heading> headings;
  for (const std::size_t c : shown) headings.push_back(layout.headings[c]);
  headings.front().always_shown = true;
  std::vector<Row> kept;
  for (const auto& row : rows) {
    kept.emplace_back();
    for (const std::size_t c : shown) kept.back().push_back(row[c]);
  }
  std::string text;
  table::write_grid(table::ListGrid(std::move(headings), std::move(kept)), table::Format::text,
                    {.width = display.width, .colour = display.colour}, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string format_ended(const Look& look, const std::vector<experiment::MetricGoal>& goals, const Display& display) {
  std::string text;
  for (const auto& item : look.items) {
    if (item.group != Group::ended) continue;
    const std::string line = supervise::closing_line(item.run.record, goals);
    text += "  " + (display.width ? base::fit_width(line, display.width - 2) : line) + "\n";
  }
  if (look.more_ended > 0) text += "  and " + std::to_string(look.more_ended) + " more: git exp-list -r\n";
  return text.empty() ? "" : "ended since your last look\n" + text;
}

}  // namespace

std::string format_look(const Look& look, const std::vector<experiment::MetricGoal>& goals, const Display& display) {
  std::string text;
  for (const auto& layout : layouts()) {
    std::vector<Row> rows;
    for (const auto& item : look.items)
      if (item.group == layout.group) rows.push_back(layout.row(item, look));
    if (rows.empty()) continue;
    text += (text.empty() ? "" : "\n") + format_table(layout, rows, display);
  }
  const std::string ended = format_ended(look, goals, display);
  return text + (text.empty() || ended.empty() ? "" : "\n") + ended;
}

std::vector<std::string> hints_about(const Look& look) {
  std::vector<std::string> hints;
  for (const auto& item : look.items) {
    if (item.group != Group::lost) continue;
    const std::string force = item.state.is_lost() ? "" : "--force ";
    hints.push_back("git exp-continue " + force + base::shell_quote(item.name()) + "   takes it up" +
                    (force.empty() ? "" : ", once you are sure that it is gone there"));
    break;
  }
  const auto is_unattended = [](const Item& item) { return item.group == Group::queued && !item.is_attended; };
  if (std::any_of(look.items.begin(), look.items.end(), is_unattended))
    hints.push_back("git exp-status --resume   starts what nobody starts");
  return hints;
}

std::string format_line(const Item& item, const std::vector<experiment::MetricGoal>& goals) {
  if (item.group == Group::ended) return supervise::closing_line(item.run.record, goals);
  std::vector<std::string> words = {base::printable(item.name()) + " " + item.state.text()};
  if (const std::string epoch = item.progress.epoch_text(); !epoch.empty()) words.push_back(epoch);
  if (const auto metric = metric_of(item)) words.push_back(base::printable(*metric));
  if (item.group == Group::queued && !item.is_attended) words.push_back("nobody starts it");
  return base::join(words, ", ");
}

}  // namespace exp_status

#include "destination.h"

#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/output.h"
#include "cli/pager.h"

namespace exp_table {
namespace {

std::string current_folder() {
  char path[4096];
  return ::getcwd(path, sizeof path) ? path : "/";
}

table::WriteSettings write_settings(const Options& options) {
  table::WriteSettings settings;
  settings.formula_guard = options.formula_guard;
  settings.threads = std::max(1u, std::thread::hardware_concurrency());
  return settings;
}

void write_file(const table::Grid& grid, table::Format format, const Options& options, const std::string& path,
                base::Messages& messages) {
  base::remove_old_temporaries(base::path_parent(path));
  base::AtomicFile file(path);
  table::write_grid(grid, format, write_settings(options), [&](std::string_view piece) { file.write(piece); });
  file.commit(false);  // it can be made again
  messages.note("table made: " + base::printable(base::path_below(path, current_folder())));
}

/// Whole lines of any format, fit for a terminal: a value must not be able to move the cursor.
std::string harmless(std::string_view lines) {
  std::string safe;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t end = rest.find_first_of("\t\n");
    std::string_view text = rest.substr(0, end);
    if (end != rest.npos && rest[end] == '\n' && text.ends_with('\r')) text.remove_suffix(1);
    safe += base::printable(text);
    if (end == rest.npos) break;
    safe += rest[end];
    rest.remove_prefix(end + 1);
  }
  return safe;
}

void say_dropped(std::size_t dropped, std::size_t width, base::Messages& messages) {
  if (dropped == 0) return;
  messages.note(base::count_of(dropped, "column does", "columns do") + " not fit into the terminal's " +
                std::to_string(width) + " columns (--columns or --only-changed chooses, --format csv has all)");
}

}  // namespace

bool write_table_files(const View& view, const experiment::Store& store, const std::string& set,
                       const Options& options) {
  const base::Trace trace("write the table files");
  const std::string folder = base::path_join(store.settings.statistic_dir, "table");
  try {
    experiment::prepare_folders(store);
    base::make_folders(folder);
    const auto grid = view.grid(false);
    write_file(*grid, table::Format::csv, options, base::path_join(folder, set + ".csv"), store.messages);
    write_file(*grid, table::Format::json, options, base::path_join(folder, set + ".json"), store.messages);
  } catch (const base::UserError& error) {
    store.messages.warning(std::string("the table file is not made: ") + error.what());
    return false;
  }
  return true;
}

void write_output_file(const View& view, const Options& options, base::Messages& messages) {
  const auto format = options.format.value_or(table::Format::text);
  write_file(*view.grid(table::is_for_people(format)), format, options,
             base::path_absolute(*options.output, current_folder()), messages);
}

void print_table(const View& view, const Options& options, const git::Config& config, base::Messages& messages) {
  const base::Trace trace("print the table");
  const auto format = options.format.value_or(table::Format::text);
  const bool is_shown = cli::is_terminal(1) || std::getenv("GIT_PAGER_IN_USE");
  auto settings = write_settings(options);
  settings.width = is_shown ? cli::terminal_width() : 0;
  settings.colour = cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"));
  table::WriteResult result;
  {
    const cli::Pager pager(cli::find_pager(config.find("pager.exp-table"), config.find("core.pager")));
    const bool is_program_format = !table::is_for_people(format);
    result = table::write_grid(*view.grid(!is_program_format), format, settings, [&](std::string_view piece) {
      if (is_shown && is_program_format)
        cli::print(harmless(piece));
      else
        cli::print(piece);
    });
  }
  say_dropped(result.dropped_columns, settings.width, messages);
}

}  // namespace exp_table

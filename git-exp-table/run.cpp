#include "run.h"

#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/messages.h"
#include "cli/run_main.h"
#include "destination.h"
#include "experiment/index.h"
#include "experiment/remote_records.h"
#include "experiment/set_file.h"
#include "experiment/settings.h"
#include "experiment/title_file.h"
#include "rows.h"
#include "view.h"

namespace exp_table {
namespace {

/// Derived, not a file: what its file holds is a view.
constexpr std::string_view finished_set = "finished";

using Titles = std::vector<table::ColumnSpec>;

table::Directions directions_of(const experiment::Settings& settings) {
  table::Directions directions;
  for (const auto& [name, direction] : settings.metrics)
    if (direction)
      directions.emplace_back(name,
                              *direction == experiment::Direction::min ? table::Direction::min : table::Direction::max);
  return directions;
}

std::optional<Titles> find_titles(const experiment::Settings& settings, const std::string& set) {
  const std::string path = experiment::title_path(settings, set);
  if (!base::path_exists(path)) return std::nullopt;
  const auto file = experiment::parse_title(base::load_file(path, 64u << 20), path);
  Titles titles;
  for (const auto& name : file.hparam) titles.push_back({{name, {}, true}, table::Kind::param, ""});
  for (const auto& name : file.metric) titles.push_back({{name, {}, true}, table::Kind::metric, ""});
  return titles;
}

/// The sets that are asked for; none: `record`, else `finished`, which is said.
std::vector<std::string> choose_sets(const experiment::Store& store, const Options& options) {
  if (!options.sets.empty()) return options.sets;
  if (experiment::find_set(store, "record")) return {"record"};
  store.messages.note("nothing is recorded yet (set 'record'): showing the finished runs");
  return {std::string(finished_set)};
}

class Command {
 public:
  Command(const Options& options, const experiment::Store& store) : options_(options), store_(store) {}

  int run() {
    if (options_.all) {
      const Rows rows = read_all_rows(store_);
      if (rows.table.size() == 0) say_no_run();
      show(rows, "", std::nullopt);
    } else if (options_.by_runs) {
      show(read_rows_of_words(store_, options_.runs), "", std::nullopt);
    } else {
      const auto sets = choose_sets(store_, options_);
      for (const auto& set : sets) show_set(set, sets.size() > 1);
    }
    return is_complete_ ? 0 : cli::status_no;
  }

 private:
  void show_set(const std::string& set, bool is_one_of_several) {
    auto rows = read_set(set);
    if (!rows) return say_unknown_set(set);
    if (rows->table.size() == 0 && rows->unknown == 0) say_empty(set);
    if (is_one_of_several) store_.messages.note(set + ":");
    show(*rows, set, options_.columns.empty() ? find_titles(store_.settings, set) : std::nullopt);
  }

  /// Nothing if there is no such set.
  std::optional<Rows> read_set(const std::string& set) const {
    if (set == finished_set) return read_finished_rows(store_);
    const auto file = experiment::find_set(store_, set);
    if (!file) return std::nullopt;
    return read_rows_of_set(store_, file->runs(), set);
  }

  void show(const Rows& rows, const std::string& set, const std::optional<Titles>& titles) {
    is_complete_ = is_complete_ && rows.unknown == 0;
    const View view(rows.table, rows.shown, options_, directions_of(store_.settings), titles, store_.messages);
    if (options_.writes_table() && (rows.table.size() > 0 || set != finished_set))
      is_complete_ = write_table_files(view, store_, set, options_) && is_complete_;
    if (options_.output && *options_.output != "-")
      write_output_file(view, options_, store_.messages);
    else
      print_table(view, options_, store_.repository.config(), store_.messages);
  }

  void say_unknown_set(const std::string& set) {
    is_complete_ = false;
    store_.messages.warning("no set " + base::quoted(set));
    const auto similar = base::similar_words(set, experiment::set_names(store_.settings));
    if (store_.repository.find_tag(store_.settings.tag_prefix + set))
      store_.messages.hint("it is an experiment: git exp-table --runs " + base::shell_quote(set + "/*"));
    else if (!similar.empty())
      store_.messages.hint("did you mean " + base::quoted(similar[0]) + "?");
    else
      store_.messages.hint("git exp-record -s " + base::shell_quote(set) + " <run>   puts a run into it");
  }

  void say_empty(const std::string& set) {
    store_.messages.note(set == finished_set ? "no run has finished yet"
                                             : "the set " + base::quoted(set) + " is empty");
    if (set != finished_set) return;
    if (experiment::load_all_runs_in_brief(store_).empty()) experiment::hint_at_remote_records(store_);
  }

  void say_no_run() {
    store_.messages.note("no run yet");
    experiment::hint_at_remote_records(store_);
  }

  const Options& options_;
  const experiment::Store& store_;
  bool is_complete_ = true;
};

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  return Command(options, store).run();
}

}  // namespace exp_table

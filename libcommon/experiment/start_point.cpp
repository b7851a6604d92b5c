#include "experiment/start_point.h"

#include <glob.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/best_epoch.h"
#include "experiment/invocation.h"
#include "experiment/natural_order.h"

namespace experiment {
namespace {

struct Checkpoint {
  std::string path;
  std::string word;  ///< "last", "best", "" for a number
  std::optional<std::int64_t> epoch;
};

/// "epoch_12.pth", "epoch_last": what stands behind the underscore, up to a dot.
std::optional<std::string_view> epoch_word(std::string_view name) {
  constexpr std::string_view start = "epoch_";
  if (!name.starts_with(start)) return std::nullopt;
  name.remove_prefix(start.size());
  const std::string_view word = name.substr(0, name.find('.'));
  if (word.empty()) return std::nullopt;
  return word;
}

std::optional<std::int64_t> epoch_of_name(std::string_view name) {
  const auto word = epoch_word(name);
  if (!word || !base::is_digits(*word) || word->size() > 15) return std::nullopt;
  return base::parse_integer(*word);
}

std::string link_target(const std::string& path) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : "";
}

/// Why it cannot be resumed from; "" if it can.
std::string fault_of(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0)
    return link_target(path).empty() ? "is not there" : "is a link that leads nowhere";
  if (base::path_name(path).find(".tmp") != std::string::npos) return "is a temporary file";
  if (S_ISDIR(info.st_mode)) {
    const auto entries = base::find_entries(path);
    return entries && entries->empty() ? "is an empty folder" : "";
  }
  if (!S_ISREG(info.st_mode)) return "is no file";
  return info.st_size == 0 ? "is empty" : "";
}

std::vector<Checkpoint> checkpoints_in(const std::string& folder) {
  std::vector<Checkpoint> found;
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    const auto word = epoch_word(name);
    if (!word) continue;
    Checkpoint checkpoint{base::path_join(folder, name), std::string(*word), epoch_of_name(name)};
    if (checkpoint.epoch)
      checkpoint.word.clear();
    else
      checkpoint.epoch = epoch_of_name(base::path_name(link_target(checkpoint.path)));
    found.push_back(std::move(checkpoint));
  }
  return found;
}

/// Newest last: by number, and of one number in natural order.
std::vector<Checkpoint> load_checkpoints(const KnownRun& run) {
  std::vector<Checkpoint> all;
  for (const char* name : {"checkpoint", "checkpoints"})
    for (auto& checkpoint : checkpoints_in(base::path_join(run.folder, name))) all.push_back(std::move(checkpoint));
  std::stable_sort(all.begin(), all.end(), [](const Checkpoint& a, const Checkpoint& b) {
    if (a.epoch != b.epoch) return a.epoch.value_or(-1) < b.epoch.value_or(-1);
    return natural_less(b.path, a.path);
  });
  return all;
}

/// A link beside its file is given as the file: it may be moved on while the program runs.
StartPoint start_at(const Checkpoint& checkpoint) {
  const std::string target = link_target(checkpoint.path);
  const bool beside = !target.empty() && target.find('/') == target.npos;
  return {beside ? base::path_join(base::path_parent(checkpoint.path), target) : checkpoint.path, checkpoint.epoch};
}

/// Passes over what cannot be resumed from, and says so.
std::optional<StartPoint> first_sound(const Store& store, const std::vector<Checkpoint>& candidates) {
  for (const auto& candidate : candidates) {
    const StartPoint start = start_at(candidate);
    std::string fault = fault_of(candidate.path);
    if (fault.empty()) fault = fault_of(start.path);
    if (fault.empty()) return start;
    store.messages.warning("checkpoint " + base::quoted(candidate.path) + " " + fault + ": passed over");
  }
  return std::nullopt;
}

std::vector<Checkpoint> with_word(const std::vector<Checkpoint>& all, std::string_view word) {
  std::vector<Checkpoint> chosen;
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const auto& one) { return one.word == word; });
  return chosen;
}

/// Those by number, the highest first.
std::vector<Checkpoint> by_number(const std::vector<Checkpoint>& all) {
  std::vector<Checkpoint> chosen;
  std::copy_if(all.rbegin(), all.rend(), std::back_inserter(chosen), [](const auto& one) { return one.word.empty(); });
  return chosen;
}

std::vector<Checkpoint> of_epoch(const std::vector<Checkpoint>& all, std::int64_t epoch) {
  std::vector<Checkpoint> chosen = by_number(all);
  std::erase_if(chosen, [&](const Checkpoint& one) { return one.epoch != epoch; });
  return chosen;
}

/// The one that the program calls so; else by our own knowledge of the metric.
std::optional<StartPoint> find_best(const Store& store, const KnownRun& run, const std::vector<Checkpoint>& all) {
  if (auto start = first_sound(store, with_word(all, "best"))) return start;
  const auto best = find_best_epoch(store, run);
  if (!best) return std::nullopt;
  const std::string which =
      base::printable(best->metric + " " + best->value.text) + " at epoch " + std::to_string(best->epoch);
  auto start = first_sound(store, of_epoch(all, best->epoch));
  store.messages.note(start ? "best: " + which : "its best is " + which + ", of which there is no checkpoint");
  return start;
}

/// The last run of digits in a name: "model-12.pt" is 12.
std::int64_t number_in(std::string_view name) {
  constexpr std::string_view digits = "0123456789";
  const auto end = name.find_last_of(digits);
  if (end == name.npos) return -1;
  const auto before = name.find_last_not_of(digits, end);
  const auto begin = before == name.npos ? 0 : before + 1;
  return end - begin < 15 ? base::parse_integer(name.substr(begin, end + 1 - begin)).value_or(-1) : -1;
}

/// The folder's own name is no pattern.
std::string escape_glob(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

void add_matches(const std::string& folder, const std::string& pattern, std::vector<Checkpoint>& found) {
  glob_t matches{};
  if (::glob((escape_glob(folder) + "/" + pattern).c_str(), 0, nullptr, &matches) == 0)
    for (std::size_t i = 0; i < matches.gl_pathc; ++i)
      found.push_back({matches.gl_pathv[i], "", number_in(base::path_name(matches.gl_pathv[i]))});
  ::globfree(&matches);
}

/// What the program wrote by itself: copied to checkpoint/ at an attempt's end, or still among the files that each
/// attempt left in its checkout (files, files-2, …).
std::vector<Checkpoint> foreign_checkpoints(const Store& store, const KnownRun& run) {
  std::vector<Checkpoint> found;
  const auto entries = base::find_entries(run.folder).value_or(std::vector<std::string>());
  for (const auto& glob : store.settings.checkpoint) {
    add_matches(base::path_join(run.folder, "checkpoint"), base::path_name(glob), found);
    for (const auto& name : entries)
      if (name == "files" || name.starts_with("files-"))
        add_matches(base::path_join(base::path_join(run.folder, name), run.record.cwd), glob, found);
  }
  const auto is_last = [](const Checkpoint& one) {
    return base::path_name(one.path).find("last") != std::string::npos;
  };
  std::stable_sort(found.begin(), found.end(), [&](const Checkpoint& a, const Checkpoint& b) {
    if (is_last(a) != is_last(b)) return is_last(a);
    if (a.epoch != b.epoch) return a.epoch > b.epoch;
    return base::find_mtime_ns(a.path).value_or(0) > base::find_mtime_ns(b.path).value_or(0);
  });
  for (auto& one : found)
    if (one.epoch == -1) one.epoch.reset();
  return found;
}

std::optional<StartPoint> find_last(const Store& store, const KnownRun& run, const std::vector<Checkpoint>& all) {
  if (auto start = first_sound(store, with_word(all, "last"))) return start;
  if (auto start = first_sound(store, by_number(all))) return start;
  return first_sound(store, foreign_checkpoints(store, run));
}

/// As they may be asked for: "best, last, 9, 10"; of many the newest.
std::string names_of(const Store& store, const KnownRun& run, const std::vector<Checkpoint>& all) {
  constexpr std::size_t most = 20;
  std::vector<std::string> names;
  for (const auto& one : all)
    if (fault_of(one.path).empty()) names.push_back(one.word.empty() ? std::to_string(*one.epoch) : one.word);
  for (const auto& one : foreign_checkpoints(store, run))
    if (fault_of(one.path).empty()) names.push_back(base::path_below(one.path, run.folder));
  std::stable_partition(names.begin(), names.end(), [](const auto& name) { return name == "best" || name == "last"; });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const bool cut = names.size() > most;
  if (cut) names.erase(names.begin(), names.end() - static_cast<std::ptrdiff_t>(most));
  return (cut ? "..., " : "") + base::printable(base::join(names, ", "));
}

StartPoint start_from_file(const Store& store, const KnownRun& run, const std::vector<Checkpoint>& all,
                           const std::string& from, const std::string& here) {
  for (const auto& folder : {here, run.folder, base::path_join(run.folder, "checkpoint")}) {
    const std::string path = base::path_absolute(from, folder);
    if (!base::path_exists(path)) continue;
    return load_start_point(path);
  }
  const std::string names = names_of(store, run, all);
  std::vector<std::string> hints = {names.empty() ? "it has none: ls " +
                                                        base::shell_quote(base::path_join(run.folder, "checkpoint"))
                                                  : "there are: " + names};
  if (from == "best" && !names.empty() && store.settings.metrics.empty())
    hints.push_back("git config exp.metric <name>:max    says which is the best (or :min)");
  throw base::UserError("there is no checkpoint " + base::quoted(from) + " of " + base::quoted(run.record.run), hints);
}

/// A fork that has no checkpoint of its own yet.
std::optional<StartPoint> find_forked(const KnownRun& run) {
  const std::string folder = base::path_join(base::path_join(run.folder, "checkpoint"), forked_folder);
  for (const auto& name : base::find_entries(folder).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(folder, name);
    if (fault_of(path).empty()) return StartPoint{path, epoch_of_name(name)};
  }
  return std::nullopt;
}

}  // namespace

StartPoint load_start_point(const std::string& path) {
  if (const std::string fault = fault_of(path); !fault.empty())
    throw base::UserError("checkpoint " + base::quoted(path) + " " + fault);
  return {path, epoch_of_name(base::path_name(path))};
}

StartPoint find_start_point(const Store& store, const KnownRun& run, const std::string& from, const std::string& here) {
  const std::vector<Checkpoint> all = load_checkpoints(run);
  if (from.empty()) {
    if (auto start = find_last(store, run, all)) return *start;
    return find_forked(run).value_or(StartPoint());
  }
  std::optional<StartPoint> start;
  if (from == "last") start = find_last(store, run, all);
  if (from == "best") start = find_best(store, run, all);
  if (const auto epoch = base::is_digits(from) ? base::parse_integer(from) : std::nullopt)
    start = first_sound(store, of_epoch(all, *epoch));
  return start ? *start : start_from_file(store, run, all, from, here);
}

}  // namespace experiment

#include "experiment/note_summary.h"

#include <algorithm>
#include <optional>

#include "base/file.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/trace.h"
#include "experiment/cache_file.h"
#include "experiment/json_parse.h"
#include "experiment/names.h"
#include "experiment/record.h"
#include "git/notes.h"

namespace experiment {
namespace {

using base::Json;

constexpr std::size_t largest_cache = 16u << 20;

std::string cache_path(const Store& store, const std::string& commit) {
  return base::path_join(store.repository.exp_dir(), "cache/note-" + commit);
}

/// Changes whenever any of these refs does.
std::string state_of_refs(const Store& store, const std::vector<git::NotesSource>& sources) {
  std::string state;
  for (const auto& source : sources) {
    const auto tip = store.repository.find_ref(source.ref);
    state += source.ref + " " + (tip ? tip->hex() : "") + "\n";
  }
  return base::sha256(state);
}

void count_line(std::string_view line, bool own, NoteSummary& summary) {
  if (own) ++summary.lines;
  const auto prefix = scan_line_prefix(line);
  const auto name = prefix ? parse_run_name(prefix->run) : std::nullopt;
  if (!name || name->id > largest_believed_id) return;
  auto& largest = summary.largest_ids.try_emplace(name->tag, -1).first->second;
  largest = std::max(largest, name->id);
}

NoteSummary read_summary(const Store& store, const git::Oid& commit, const std::vector<git::NotesSource>& sources) {
  const base::Trace trace("read the notes of a commit");
  NoteSummary summary;
  for (const auto& source : sources) {
    const std::string text = git::read_note(store.repository, source.ref, commit);
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      if (end > start) count_line(std::string_view(text).substr(start, end - start), source.remote.empty(), summary);
      start = end + 1;
    }
  }
  return summary;
}

struct Cached {
  std::string state;
  NoteSummary summary;
};

std::optional<Cached> read_cache(const Store& store, const std::string& commit) {
  const auto json = parse_json(base::read_file(cache_path(store, commit), largest_cache).bytes).value;
  const Json* lines = json ? json->find("lines") : nullptr;
  const Json* largest = json ? json->find("largest_ids") : nullptr;
  const auto count = lines ? lines->find_integer() : std::nullopt;
  if (!count || *count < 0 || !largest) return std::nullopt;
  Cached cached{json->text_of("refs"), {}};
  cached.summary.lines = static_cast<std::size_t>(*count);
  cached.summary.rewritten = base::parse_timestamp(json->text_of("rewritten")).value_or(base::Timestamp());
  for (const auto& [tag, id] : largest->members()) cached.summary.largest_ids[tag] = id.find_integer().value_or(-1);
  return cached;
}

void write_cache(const Store& store, const std::string& commit, const Cached& cached) {
  Json largest = Json::object();
  for (const auto& [tag, id] : cached.summary.largest_ids) largest.members().emplace_back(tag, Json::integer(id));
  const Json json = Json::object({{"refs", Json::string(cached.state)},
                                  {"lines", Json::integer(static_cast<std::int64_t>(cached.summary.lines))},
                                  {"rewritten", Json::string(base::format_timestamp(cached.summary.rewritten))},
                                  {"largest_ids", std::move(largest)}});
  write_cache_file(store, cache_path(store, commit), json.compact());
}

NoteSummary summarize(const Store& store, const std::string& commit, bool rewritten_now) {
  const auto oid = git::Oid::parse(commit);
  const auto sources = git::notes_sources(store.repository);
  if (!oid || sources.empty()) return {};
  auto cached = read_cache(store, commit);
  // Before the notes are read: a ref that moves meanwhile makes the cache stale, never wrong.
  const std::string state = state_of_refs(store, sources);
  if (cached && cached->state == state && !rewritten_now) return std::move(cached->summary);
  NoteSummary summary = read_summary(store, *oid, sources);
  if (summary.lines <= short_note_lines) return summary;
  summary.rewritten = rewritten_now ? base::now() : cached ? cached->summary.rewritten : base::Timestamp();
  write_cache(store, commit, {state, summary});
  return summary;
}

}  // namespace

NoteSummary summarize_note(const Store& store, const std::string& commit) {
  return summarize(store, commit, false);
}

void remember_rewrite(const Store& store, const std::string& commit) {
  (void)summarize(store, commit, true);
}

}  // namespace experiment

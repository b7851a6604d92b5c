#include "preconditions.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/active.h"
#include "experiment/clean_tree.h"
#include "experiment/config_file.h"
#include "experiment/liveness.h"

namespace exp_run {

git::Oid require_commit(const git::Repository& repository) {
  const auto head = repository.find_head();
  if (!head)
    throw base::UserError("this branch has no commit yet, and a run is of a commit",
                          {"git add -A && git commit -m 'first version'"});
  return *head;
}

void require_clean_tree(const experiment::Store& store) {
  constexpr std::size_t shown = 10;
  const auto dirty = experiment::find_dirty_paths(store);
  if (dirty.empty()) return;

  std::string message = "the tree is not clean, so no commit would tell what ran:";
  bool untracked = false;
  for (std::size_t i = 0; i < dirty.size(); ++i) {
    if (i < shown) message += "\n  " + dirty[i].code + " " + base::printable(dirty[i].path);
    untracked = untracked || dirty[i].code == "??";
  }
  if (dirty.size() > shown) message += "\n  ... and " + std::to_string(dirty.size() - shown) + " more";
  std::vector<std::string> hints = {"git add -A && git commit    to make it part of the experiment"};
  if (untracked) hints.push_back("add what is no code to .gitignore, then commit that");
  hints.push_back("git exp-run --snapshot ...  to freeze it as it is into a commit of its own");
  hints.push_back("git exp-run --trial -- ...  to only try it, without a record");
  throw base::UserError(message, hints);
}

namespace {

base::UserError active_already(const experiment::Record& active) {
  std::string where = active.user + "@" + active.host;
  if (!active.attempts.empty())
    where += ", process " + std::to_string(active.attempts.back().pid) + ", since " +
             base::format_timestamp(active.attempts.back().started);
  return base::UserError(
      "the same run is active already: " + base::quoted(active.run) + " (" + base::printable(where) + ")",
      {"git exp-run --again ...    starts it once more all the same"});
}

}  // namespace

std::string identity_of(const experiment::Record& record) {
  using base::Json;
  const auto words = [](const std::vector<std::string>& list) {
    std::vector<Json> all;
    for (const auto& word : list) all.push_back(Json::string(word));
    return Json::array(std::move(all));
  };
  const auto values = [](const std::vector<std::pair<std::string, std::string>>& list) {
    std::vector<Json> all;
    for (const auto& [name, value] : list) all.push_back(Json::string(name)), all.push_back(Json::string(value));
    return Json::array(std::move(all));
  };
  const Json* fork = record.unknown.find("forked_from");
  // A source's checkpoint is known before its bytes are.
  const auto of_fork = [&](const char* name) { return Json::string(fork ? fork->text_of(name) : ""); };
  const std::string config = experiment::find_config(record).value_or(experiment::ConfigFile{}).path;
  return Json::array({Json::string(record.tag), Json::string(record.commit), words(record.command),
                      Json::string(record.cwd), values(record.overrides), values(record.env),
                      record.seed.fixed ? Json::integer(record.seed.root) : Json(), Json::string(config),
                      of_fork("checkpoint"), of_fork("uuid")})
      .compact();
}

bool is_same_run(const experiment::Record& a, const experiment::Record& b) {
  return a.tag == b.tag && a.commit == b.commit && identity_of(a) == identity_of(b);
}

void refuse_if_active(const experiment::Store& store, const experiment::Record& record) {
  for (const auto& active : experiment::active_runs_of(store, record.tag))
    if (is_same_run(active.record, record)) throw active_already(active.record);
}

void withdraw_if_active(const experiment::Store& store, experiment::Record& record, const experiment::RunPaths& paths) {
  // Those that can have been claimed between our first look and our claim: older ones had their marker by then.
  constexpr std::int64_t most_looked_at = 16, longest_start_ms = 2000;
  for (std::int64_t id = record.id - 1; id >= 0 && id > record.id - most_looked_at; --id) {
    const std::string folder = store.run_folder(record.tag + "/" + std::to_string(id));
    const auto other = experiment::find_record({folder});
    if (other && other->created.ms < record.created.ms - longest_start_ms) return;
    if (!other || !is_same_run(*other, record)) continue;
    if (!experiment::is_active(other->state) || experiment::find_liveness(folder) != experiment::Liveness::active)
      continue;
    const base::UserError refusal = active_already(*other);
    experiment::Attempt& attempt = record.attempts.back();
    record.state = attempt.state = experiment::State::failed;
    attempt.ended = base::now();
    attempt.trouble = refusal.what();
    experiment::write_run_json(paths, record);
    experiment::publish(store, record, paths.folder);
    throw refusal;
  }
}

}  // namespace exp_run

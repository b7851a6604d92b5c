#include "experiment.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/current.h"
#include "experiment/index.h"
#include "experiment/keep.h"
#include "experiment/names.h"
#include "git/stale_lock.h"
#include "process/child.h"

namespace exp_run {
void refuse_program_as_tag(const experiment::Store& store, const Options& options) {
  const std::string& word = *options.tag;
  if (options.separated || store.repository.find_tag(store.settings.tag_prefix + word)) return;
  const bool program = process::find_program(word).has_value();
  if (!program && !base::path_exists(word)) return;
  std::vector<std::string> words = {word};
  words.insert(words.end(), options.command.begin(), options.command.end());
  const std::string command = options.trial ? "git exp-run --trial " : "git exp-run ";
  throw base::UserError(base::quoted(word) + " is " + (program ? "a command" : "a file here") +
                            ", and no experiment has that name: is the tag missing?",
                        {command + (options.trial ? "-- " : "<tag> ") + base::shell_join(words),
                         command + base::shell_quote(word) + " -- ...    if it is meant as the name"});
}

namespace {

[[noreturn]] void refuse_other_commit(const experiment::Store& store, const git::Tag& tag, const std::string& name) {
  const base::Timestamp now = base::now();
  const std::string next = experiment::next_free_tag(store.repository, store.settings.tag_prefix, name);
  throw base::UserError(
      "tag " + base::quoted(tag.name) + " is on another commit: " + tag.commit.abbreviated() + " (" +
          base::format_age(store.repository.commit_time(tag.commit), now) + ", " +
          base::quoted(store.repository.commit_subject(tag.commit)) + ")",
      {"git exp-run --next " + base::shell_quote(name) + " ...    takes " + base::quoted(next) + " for this commit"});
}

/// "main-3": the branch's name and the first number that is free; of the current experiment, if there is one, the next.
std::string propose_tag(const experiment::Store& store) {
  const auto current = experiment::find_current(store);
  if (const auto tag = current ? experiment::find_tag_of(store, *current) : std::nullopt)
    return experiment::next_free_tag(store.repository, store.settings.tag_prefix, *tag);
  std::string branch = store.repository.find_branch().value_or("exp");
  if (experiment::find_tag_name_fault(branch)) branch = "exp";
  return experiment::next_free_tag(store.repository, store.settings.tag_prefix, branch + "-1");
}

std::string experiment_at_head(const experiment::Store& store, const git::Oid& commit) {
  const auto tags = experiment::experiments_at(store, commit);
  if (tags.size() == 1) return tags[0];
  const std::string proposal = "git exp-run " + propose_tag(store) + " ...";
  if (tags.empty()) throw base::UserError("no experiment at this commit yet: give it a name", {proposal});
  std::vector<std::string> hints;
  for (std::size_t i = 0; i < tags.size() && i < 3; ++i)
    hints.push_back("git exp-run " + base::shell_quote(tags[i]) + " ...");
  hints.push_back(proposal + "    for a new one");
  throw base::UserError("several experiments at this commit: " + base::printable(base::join(tags, ", ")), hints);
}

/// What --next and --extra begin with where no tag is given.
std::string current_experiment(const experiment::Store& store, const Options& options) {
  const auto current = experiment::find_current(store);
  const auto tag = current ? experiment::find_tag_of(store, *current) : std::nullopt;
  if (!tag)
    throw base::UsageError(std::string("option '") + (options.next ? "--next" : "--extra") +
                           "' wants a tag, or a current experiment: git exp-use <tag>");
  store.messages.note("experiment " + base::quoted(*tag) + ", the current one (" + current->source() + ")");
  return *tag;
}

/// What `git exp-use` chose, if it is on this commit; said either way. One that is gone is an error: what else would be
/// taken is not what was chosen.
std::optional<std::string> current_experiment_at(const experiment::Store& store, const git::Oid& commit) {
  const auto current = experiment::find_current(store);
  if (!current) return std::nullopt;
  const auto tag = experiment::find_tag_of(store, *current);
  const auto found = tag ? store.repository.find_tag(store.settings.tag_prefix + *tag) : std::nullopt;
  if (!found)
    throw base::UserError("there is no tag " + base::quoted(tag.value_or(current->name)) +
                              ", the current experiment (" + current->source() + ")",
                          {current->unset_hint(), "git exp-run <tag> ...    names another"});
  const std::string name = base::quoted(*tag);
  if (found->commit == commit) {
    store.messages.note("experiment " + name + ", the current one (" + current->source() + ")");
    return tag;
  }
  store.messages.note("the current experiment " + name + " (" + current->source() + ") is of another commit, " +
                      found->commit.abbreviated());
  return std::nullopt;
}

/// `--a=b1` and `--ab=1` make one name: the second is not the first's experiment.
void refuse_colliding_extra(const experiment::Store& store, const Options& options, const std::string& tag) {
  const auto latest = experiment::find_latest_run(store, tag);
  if (!latest) return;
  std::vector<std::string> before;
  if (const base::Json* extra = latest->record.unknown.find("extra"))
    for (const auto& word : extra->items()) before.push_back(word.text());
  // A run whose words were typed in full says nothing about its name.
  if (before.empty() || before == options.extra) return;
  throw base::UserError("experiment " + base::quoted(tag) +
                            " is of other words: " + base::quoted(base::shell_join(before)) + ", not " +
                            base::quoted(base::shell_join(options.extra)),
                        {"give the experiment another name: git exp-run <tag> --extra ..."});
}

}  // namespace

Experiment choose_experiment(const experiment::Store& store, const Options& options, const git::Oid& commit) {
  const std::string& prefix = store.settings.tag_prefix;
  Experiment chosen;
  if (!options.tag && !options.next && options.extra.empty()) {
    const auto current = current_experiment_at(store, commit);
    chosen.tag = chosen.base = current ? *current : experiment_at_head(store, commit);
    if (!current) store.messages.note("experiment " + base::quoted(chosen.tag) + ", the one at this commit");
    chosen.exists = true;
    return chosen;
  }
  chosen.base = options.tag ? *options.tag : current_experiment(store, options);
  if (const auto fault = experiment::find_tag_name_fault(chosen.base))
    throw base::UserError(base::quoted(chosen.base) + " cannot be an experiment's name: " + *fault,
                          {"git exp-run " + propose_tag(store) + " ..."});
  chosen.tag = options.extra.empty() ? chosen.base : chosen.base + experiment::extra_suffix(options.extra);
  chosen.next = options.next;
  if (options.next) chosen.tag = experiment::next_free_tag(store.repository, prefix, chosen.tag);

  if (const auto tag = store.repository.find_tag(prefix + chosen.tag)) {
    if (tag->commit != commit) refuse_other_commit(store, *tag, chosen.tag);
    if (!options.extra.empty()) refuse_colliding_extra(store, options, chosen.tag);
    chosen.exists = true;
  } else {
    if (options.tag) refuse_program_as_tag(store, options);
    experiment::check_new_tag(store.repository, prefix, chosen.tag);
  }
  return chosen;
}

void create_experiment(const experiment::Store& store, const Experiment& experiment, const git::Oid& commit,
                       const std::string& message) {
  experiment::keep_commit(store, commit);
  git::remove_stale_lock(store.repository, "refs/tags/" + store.settings.tag_prefix + experiment.tag, store.messages);
  if (experiment.exists || experiment::make_experiment_tag(store, experiment.tag, commit, message)) return;
  const auto tag = store.repository.find_tag(store.settings.tag_prefix + experiment.tag);
  if (tag && tag->commit != commit) refuse_other_commit(store, *tag, experiment.tag);
}

}  // namespace exp_run

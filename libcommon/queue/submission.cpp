#include "queue/submission.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <tuple>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/messages.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "experiment/names.h"
#include "experiment/sharing.h"

namespace queue {
namespace {

using base::Json;

constexpr std::size_t largest_submission = 64u << 20, largest_note = 1u << 16;
/// Of jobs, processors, retries: far beyond what exp-run takes. Whatever a damaged file says, no loop over them is endless.
constexpr std::int64_t largest_number = 1'000'000, longest_timeout_ms = 1'000'000'000'000;
constexpr std::string_view temporary = ".new-", removed = ".old-";

std::string queue_folder(const experiment::Store& store) {
  return base::path_join(store.repository.exp_dir(), "queue");
}

std::string folder_of(const experiment::Store& store, const std::string& id) {
  return base::path_join(queue_folder(store), id);
}

std::string waiter_path(const experiment::Store& store, const std::string& id) {
  return base::path_join(folder_of(store, id), "waiter.json");
}

Json to_json(const Submission& submission) {
  const Terms& terms = submission.terms;
  std::vector<Json> devices, runs;
  for (const auto& device : terms.devices) devices.push_back(Json::string(device));
  for (const auto& run : submission.runs)
    runs.push_back(Json::object({{"run", Json::string(run.run)}, {"uuid", Json::string(run.uuid)}}));
  Json json = Json::object({{"v", Json::integer(1)},
                            {"id", Json::string(submission.id)},
                            {"host", Json::string(submission.host)},
                            {"user", Json::string(submission.user)},
                            {"submitted", Json::string(base::format_timestamp(submission.submitted))},
                            {"priority", Json::integer(terms.priority)},
                            {"jobs", Json::integer(terms.jobs)},
                            {"devices", Json::array(std::move(devices))},
                            {"devices_per_run", Json::integer(terms.devices_per_run)},
                            {"cpus", Json::integer(terms.cpus)},
                            {"fail_fast", Json::boolean(terms.fail_fast)},
                            {"retries", Json::integer(terms.retries)}});
  if (terms.timeout_ms) json.set("timeout_ms", Json::integer(*terms.timeout_ms));
  if (terms.notify) json.set("notify", Json::string(*terms.notify));
  json.set("runs", Json::array(std::move(runs)));
  return json;
}

std::int64_t integer_of(const Json& json, std::string_view name, std::int64_t otherwise) {
  const Json* member = json.find(name);
  return std::clamp(member ? member->find_integer().value_or(otherwise) : otherwise, -largest_number, largest_number);
}

std::optional<Submission> from_json(const Json& json, const std::string& id) {
  if (json.text_of("id") != id || integer_of(json, "v", 0) != 1) return std::nullopt;
  const Json* runs = json.find("runs");
  const auto submitted = base::parse_timestamp(json.text_of("submitted"));
  if (!runs || !runs->is_array() || !submitted) return std::nullopt;
  Submission submission{id, json.text_of("host"), json.text_of("user"), *submitted, {}, {}};
  for (const auto& run : runs->items()) {
    const auto name = experiment::parse_run_name(run.text_of("run"));
    const std::string uuid = run.text_of("uuid");
    if (!name || !base::is_uuid(uuid)) return std::nullopt;
    submission.runs.push_back({name->text(), uuid});
  }
  Terms& terms = submission.terms;
  terms.priority = integer_of(json, "priority", 0);
  terms.jobs = std::max<std::int64_t>(integer_of(json, "jobs", 1), 1);
  if (const Json* devices = json.find("devices"))
    for (const auto& device : devices->items()) terms.devices.push_back(device.text());
  // More than there are would never come.
  const auto most_devices = std::max<std::int64_t>(static_cast<std::int64_t>(terms.devices.size()), 1);
  terms.devices_per_run = std::clamp<std::int64_t>(integer_of(json, "devices_per_run", 1), 1, most_devices);
  terms.cpus = integer_of(json, "cpus", 0);
  if (const Json* fail_fast = json.find("fail_fast")) terms.fail_fast = fail_fast->as_boolean();
  terms.retries = integer_of(json, "retries", 0);
  if (const Json* timeout = json.find("timeout_ms"))
    if (const auto ms = timeout->find_integer(); ms && *ms > 0 && *ms <= longest_timeout_ms) terms.timeout_ms = ms;
  if (const Json* notify = json.find("notify")) terms.notify = notify->text();
  return submission;
}

/// A killed writer's or remover's folder.
void remove_leftover(const std::string& folder) {
  constexpr std::int64_t old_ns = 600'000'000'000;
  const auto made = base::find_mtime_ns(folder);
  if (made && base::now().ms * 1'000'000 - *made > old_ns) base::remove_tree(folder);
}

}  // namespace

std::string submission_folder(const experiment::Store& store, const std::string& id) {
  return folder_of(store, id);
}

std::vector<std::string> list_submissions(const experiment::Store& store) {
  auto names = base::find_entries(queue_folder(store)).value_or(std::vector<std::string>());
  std::erase_if(names, [](const std::string& name) { return !base::is_uuid(name); });
  return names;
}

std::string Submission::folder(const experiment::Store& store) const {
  return folder_of(store, id);
}

std::string format_submission(const Submission& submission) {
  return to_json(submission).pretty();
}

std::optional<Submission> parse_submission(std::string_view text, const std::string& id) {
  const auto json = experiment::parse_json(text).value;
  return json ? from_json(*json, id) : std::nullopt;
}

void write_submission(const experiment::Store& store, const Submission& submission) {
  const std::string draft = folder_of(store, std::string(temporary) + submission.id);
  experiment::make_shared_folders(store.settings.sharing, draft);
  const std::string path = base::path_join(draft, "submission.json");
  base::write_file_atomically(path, format_submission(submission));
  experiment::share_file(path);
  const std::string folder = submission.folder(store);
  if (std::rename(draft.c_str(), folder.c_str()) != 0) throw base::file_error("write", folder, errno);
}

std::optional<Submission> find_submission(const experiment::Store& store, const std::string& id) {
  if (!base::is_uuid(id)) return std::nullopt;
  const std::string path = base::path_join(folder_of(store, id), "submission.json");
  const base::ReadResult text = base::read_file(path, largest_submission);
  if (text.failure == base::ReadFailure::missing) return std::nullopt;
  auto submission = text.failure ? std::nullopt : parse_submission(text.bytes, id);
  if (!submission) store.messages.warning("the submission " + base::quoted(path) + " cannot be read");
  return submission;
}

std::vector<Submission> read_submissions(const experiment::Store& store) {
  std::vector<Submission> submissions;
  for (const auto& name : base::find_entries(queue_folder(store)).value_or(std::vector<std::string>())) {
    if (name.starts_with(temporary) || name.starts_with(removed)) remove_leftover(folder_of(store, name));
    if (auto submission = find_submission(store, name)) submissions.push_back(std::move(*submission));
  }
  std::sort(submissions.begin(), submissions.end(), [](const Submission& a, const Submission& b) {
    return std::tie(b.terms.priority, a.submitted.ms, a.id) < std::tie(a.terms.priority, b.submitted.ms, b.id);
  });
  return submissions;
}

void remove_submission(const experiment::Store& store, const std::string& id) {
  const std::string gone = folder_of(store, std::string(removed) + id);
  if (std::rename(folder_of(store, id).c_str(), gone.c_str()) == 0) base::remove_tree(gone);
}

std::optional<experiment::Owner> find_waiter(const experiment::Store& store, const std::string& id) {
  return experiment::parse_owner(base::read_file(waiter_path(store, id), largest_note).bytes);
}

bool is_attended(const experiment::Store& store, const std::string& id) {
  return find_waiter(store, id) && !experiment::is_stale(waiter_path(store, id), experiment::Stale::gone_or_silent);
}

std::unique_ptr<experiment::OwnedLock> take_office(const experiment::Store& store, const std::string& id) {
  base::CollectedMessages unsaid;  // that an earlier waiter was killed is what we are here for
  try {
    auto office = std::make_unique<experiment::OwnedLock>(
        waiter_path(store, id), unsaid, 0, [] { return true; }, experiment::Stale::gone_or_silent);
    return office->is_held() ? std::move(office) : nullptr;
  } catch (const base::UserError&) {
    // Its last run may just have been started.
    if (base::path_exists(folder_of(store, id))) throw;
    return nullptr;
  }
}

void mark_queued(const experiment::Store& store, const experiment::RunPaths& paths, const std::string& submission_id) {
  // As little forced to the disk as the record that it belongs to; the submission is.
  base::write_file_atomically(paths.queue(), folder_of(store, submission_id) + "\n", false);
  experiment::share_file(paths.queue());
}

std::optional<std::string> find_submission_of(const experiment::RunPaths& paths) {
  const std::string folder(base::trim(base::read_file(paths.queue(), largest_note).bytes));
  std::string id = base::path_name(folder);
  if (!base::is_uuid(id)) return std::nullopt;
  return id;
}

}  // namespace queue

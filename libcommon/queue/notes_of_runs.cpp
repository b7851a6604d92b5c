#include "queue/notes_of_runs.h"

#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "experiment/names.h"
#include "experiment/sharing.h"
#include "queue/submission.h"

namespace queue {
namespace {

using base::Json;

constexpr std::string_view retry_start = "retry-", cancelled_start = "cancelled-";
constexpr std::size_t largest_note = 1u << 16;

std::string path_of(const experiment::Store& store, const std::string& id, std::string_view start,
                    const std::string& uuid) {
  return base::path_join(submission_folder(store, id), std::string(start) + uuid);
}

/// The uuids of the files of one kind.
std::vector<std::string> uuids_of(const experiment::Store& store, const std::string& id, std::string_view start) {
  std::vector<std::string> uuids;
  for (const auto& name : base::find_entries(submission_folder(store, id)).value_or(std::vector<std::string>()))
    if (name.starts_with(start) && base::is_uuid(name.substr(start.size()))) uuids.push_back(name.substr(start.size()));
  return uuids;
}

}  // namespace

void note_retry(const experiment::Store& store, const std::string& submission_id, const Retry& retry) {
  const std::string path = path_of(store, submission_id, retry_start, retry.uuid);
  const Json json = Json::object({{"run", Json::string(retry.run)},
                                  {"tries", Json::integer(retry.tries)},
                                  {"at", Json::string(base::format_timestamp(retry.at))}});
  base::write_file_atomically(path, json.pretty(), false);
  experiment::share_file(path);
}

std::vector<Retry> read_retries(const experiment::Store& store, const std::string& submission_id) {
  std::vector<Retry> retries;
  for (const auto& uuid : uuids_of(store, submission_id, retry_start)) {
    const auto text = base::read_file(path_of(store, submission_id, retry_start, uuid), largest_note);
    const auto json = text.failure ? std::nullopt : experiment::parse_json(text.bytes).value;
    if (!json || !json->is_object() || !experiment::parse_run_name(json->text_of("run"))) continue;
    const Json* tries = json->find("tries");
    const auto number = tries ? tries->find_integer() : std::nullopt;
    if (number.value_or(0) < 1) continue;
    retries.push_back(
        {json->text_of("run"), uuid, *number, base::parse_timestamp(json->text_of("at")).value_or(base::Timestamp())});
  }
  return retries;
}

bool take_retry(const experiment::Store& store, const std::string& submission_id, const std::string& uuid) {
  return ::unlink(path_of(store, submission_id, retry_start, uuid).c_str()) == 0;
}

bool is_to_be_retried(const experiment::Store& store, const std::string& submission_id, const std::string& uuid) {
  return base::path_exists(path_of(store, submission_id, retry_start, uuid));
}

void note_cancelled(const experiment::Store& store, const std::string& submission_id, const std::string& uuid) {
  try {
    (void)base::create_exclusively(path_of(store, submission_id, cancelled_start, uuid), "");
  } catch (const base::UserError&) {
    // The submission may just have ended.
  }
}

std::vector<std::string> take_cancelled(const experiment::Store& store, const std::string& submission_id) {
  auto uuids = uuids_of(store, submission_id, cancelled_start);
  for (const auto& uuid : uuids) ::unlink(path_of(store, submission_id, cancelled_start, uuid).c_str());
  return uuids;
}

std::vector<OpenRetry> read_all_retries(const experiment::Store& store) {
  std::vector<OpenRetry> all;
  for (const auto& id : list_submissions(store))
    for (auto& retry : read_retries(store, id)) all.push_back({id, std::move(retry)});
  return all;
}

std::optional<experiment::KnownRun> find_run_of_retry(const experiment::Store& store, const Retry& retry) {
  experiment::KnownRun run;
  run.folder = store.run_folder(retry.run);
  auto record = experiment::find_record({run.folder});
  if (!record || record->uuid != retry.uuid || experiment::is_active(record->state)) return std::nullopt;
  run.record = std::move(*record);
  return run;
}

}  // namespace queue

#include "experiment/stop_request.h"

#include "base/file.h"
#include "base/text.h"
#include "experiment/json_parse.h"
#include "experiment/liveness.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

using base::Json;

constexpr std::size_t largest_request = 1u << 16;

bool is_true(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member && member->as_boolean();
}

}  // namespace

StopRequest this_users_request() {
  StopRequest request;
  request.who = user_name();
  request.host = host_name();
  request.since = base::now();
  return request;
}

Json stop_request_to_json(const StopRequest& request) {
  Json json = Json::object({{"attempt", Json::integer(request.attempt)},
                            {"who", Json::string(request.who)},
                            {"host", Json::string(request.host)},
                            {"since", Json::string(base::format_timestamp(request.since))},
                            {"force", Json::boolean(request.force)}});
  if (request.now) json.set("now", Json::boolean(true));
  return json;
}

std::optional<StopRequest> parse_stop_request(std::string_view text) {
  const auto json = parse_json(text).value;
  if (!json || !json->is_object()) return std::nullopt;
  const Json* attempt = json->find("attempt");
  const std::int64_t n = attempt ? attempt->find_integer().value_or(0) : 0;
  StopRequest request;
  request.who = json->text_of("who");
  if (n < 1 || request.who.empty()) return std::nullopt;
  request.attempt = n;
  request.host = json->text_of("host");
  request.since = base::parse_timestamp(json->text_of("since")).value_or(base::Timestamp());
  request.now = is_true(*json, "now");
  request.force = request.now || is_true(*json, "force");
  return request;
}

std::optional<StopRequest> find_stop_request(const RunPaths& paths) {
  const base::ReadResult text = base::read_file(paths.stop(), largest_request);
  return text.failure ? std::nullopt : parse_stop_request(text.bytes);
}

StopRequest write_stop_request(const RunPaths& paths, const StopRequest& request) {
  const std::string text = stop_request_to_json(request).pretty();
  if (!base::create_exclusively(paths.stop(), text, file_mode_in(paths.folder))) {
    const auto there = find_stop_request(paths);
    if (there && there->attempt == request.attempt && there->covers(request)) return *there;
    base::write_file_atomically(paths.stop(), text, false);
  }
  share_file(paths.stop());
  return request;
}

std::string describe_requester(const StopRequest& request) {
  return base::printable(request.who + (request.host.empty() ? "" : " on " + request.host));
}

void note_stopped_by(Attempt& attempt, const StopRequest& request) {
  Json json = stop_request_to_json(request);
  json.erase("attempt");
  attempt.unknown.set("stopped_by", std::move(json));
}

std::string find_stopper(const Attempt& attempt) {
  const Json* stop = attempt.unknown.find("stopped_by");
  if (!stop || !stop->is_object()) return "";
  const std::string host = stop->text_of("host");
  return stop->text_of("who") + (host.empty() ? "" : " on " + host);
}

}  // namespace experiment

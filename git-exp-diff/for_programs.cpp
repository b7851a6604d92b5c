#include "for_programs.h"

#include "base/text.h"
#include "base/time.h"

namespace exp_diff {
namespace {

using base::Json;

Json json_of(const Side& side) {
  Json json = Json::object();
  json.set("name", Json::string(side.name));
  if (side.run) {
    json.set("run", Json::string(side.run->record.run));
    json.set("uuid", Json::string(side.run->record.uuid));
  }
  json.set("commit", Json::string(side.commit));
  if (!side.run) return json;
  json.set("state", Json::string(side.state));
  json.set("created", Json::string(base::format_timestamp(side.run->record.created)));
  return json;
}

Json json_of(const Difference& difference) {
  Json json = Json::object();
  json.set("section", Json::string(std::string(format_section(difference.section))));
  json.set("what", Json::string(difference.what));
  json.set("values", Json::array(difference.values));
  const bool is_pair = difference.section == Section::metrics && difference.values.size() == 2;
  if (const auto step = is_pair ? find_step(difference.values[0], difference.values[1]) : std::nullopt) {
    json.set("difference", Json::real(step->difference));
    if (step->relative) json.set("relative", Json::real(*step->relative));
  }
  return json;
}

}  // namespace

std::string format_json(const std::vector<Side>& sides, const std::vector<Difference>& differences) {
  Json runs = Json::array(), list = Json::array();
  for (const auto& side : sides) runs.push_back(json_of(side));
  for (const auto& difference : differences) list.push_back(json_of(difference));
  Json json = Json::object();
  json.set("runs", std::move(runs));
  json.set("differences", std::move(list));
  return json.pretty();
}

std::string format_porcelain(const std::vector<Side>& sides, const std::vector<Difference>& differences) {
  using Line = std::vector<std::string>;
  Line names{"run", "name"}, commits{"run", "commit"}, states{"run", "state"}, times{"run", "created"};
  for (const auto& side : sides) {
    names.push_back(side.name);
    commits.push_back(side.commit);
    states.push_back(side.state);
    times.push_back(side.run ? base::format_timestamp(side.run->record.created) : "");
  }
  std::string text;
  for (const auto& line : {names, commits, states, times}) text += base::tab_line(line);
  for (const auto& difference : differences) {
    Line line{std::string(format_section(difference.section)), difference.what};
    for (const auto& value : difference.values) line.push_back(text_of(value));
    text += base::tab_line(line);
  }
  return text;
}

}  // namespace exp_diff

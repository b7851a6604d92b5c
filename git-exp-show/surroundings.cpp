#include "surroundings.h"

#include "base/size.h"
#include "base/text.h"

namespace exp_show {
namespace {

using base::Json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

void flatten_into(const Json& json, const std::string& name, Pairs& pairs) {
  const auto below = [&](const std::string& part) { return name.empty() ? part : name + "." + part; };
  if (json.is_object()) {
    for (const auto& [member, value] : json.members()) flatten_into(value, below(member), pairs);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.items().size(); ++i)
      flatten_into(json.items()[i], below(std::to_string(i)), pairs);
  } else {
    pairs.emplace_back(name, json.text());
  }
}

/// Of the short summary in the record, or of environment.json, where it is deeper.
std::string find_fact(const Json& environment, const char* group, const char* name) {
  const Json* inner = environment.find(group);
  std::string text = inner && inner->is_object() ? inner->text_of(name) : "";
  return text.empty() ? environment.text_of(name) : text;
}

std::string gpus_line(const Json& environment) {
  const Json* gpus = environment.find("gpus");
  if (!gpus) return "";
  Pairs counts;  // equal ones follow each other
  for (const auto& gpu : gpus->items()) {
    const std::string name = gpu.is_object() ? gpu.text_of("name") : gpu.text();
    if (counts.empty() || counts.back().first != name) counts.emplace_back(name, "");
    counts.back().second += '|';
  }
  std::vector<std::string> parts;
  for (const auto& [name, marks] : counts)
    parts.push_back((marks.size() > 1 ? std::to_string(marks.size()) + " x " : "") + name);
  const std::string driver = environment.text_of("driver"), cuda = environment.text_of("cuda");
  return base::join(parts, ", ") + (driver.empty() ? "" : ", driver " + driver) +
         (cuda.empty() ? "" : ", CUDA " + cuda);
}

std::string python_line(const Json& environment) {
  const Json* python = environment.find("python");
  if (!python) return "";
  if (!python->is_object()) return python->text();
  const Json* packages = python->find("packages");
  const std::size_t count = packages ? packages->members().size() : 0;
  return python->text_of("version") + (count > 0 ? ", " + base::count_of(count, "package", "packages") : "");
}

}  // namespace

Pairs flatten(const Json& json) {
  Pairs pairs;
  flatten_into(json, "", pairs);
  return pairs;
}

void show_environment_in_short(const Json& environment, Page& page) {
  if (environment.members().empty()) return;
  page.heading("environment");
  const std::string cpus = find_fact(environment, "host", "cpus");
  const std::string cpu = find_fact(environment, "host", "cpu");
  page.field("cpu", cpu + (cpus.empty() ? "" : (cpu.empty() ? "" : ", ") + cpus + " processors"));
  if (const auto bytes = base::parse_integer(find_fact(environment, "host", "memory_bytes")); bytes && *bytes > 0)
    page.field("memory", base::format_size(static_cast<std::uint64_t>(*bytes)));
  page.field("gpu", gpus_line(environment));
  page.field("kernel", find_fact(environment, "host", "kernel"));
  page.field("python", python_line(environment));
}

void show_environment(const Json& environment, Page& page) {
  const Pairs facts = flatten(environment);
  if (facts.empty()) return;
  page.heading("environment");
  std::size_t width = 0;
  for (const auto& [name, text] : facts) width = std::max(width, base::display_width(base::printable(name)));
  width = std::min<std::size_t>(width, 40);
  for (const auto& [name, text] : facts) {
    const std::size_t own = base::display_width(base::printable(name));
    page.line(name + std::string(own < width ? width - own : 0, ' ') + "  " + text);
  }
}

void show_files(const FileList& list, Page& page) {
  page.heading("files (" + (list.is_complete ? "" : std::string("more than ")) +
               base::count_of(list.files, "file", "files") + ", " + base::format_size(list.bytes) + ")");
  for (const auto& entry : list.entries) {
    std::string size = base::format_size(entry.bytes);
    size.insert(0, size.size() < 9 ? 9 - size.size() : 0, ' ');
    std::string line = size + "  " + entry.name;
    if (!entry.link.empty()) line += " -> " + entry.link;
    if (entry.is_folder)
      line += "  (" + (entry.is_complete ? "" : std::string("more than ")) +
              base::count_of(entry.files, "file", "files") + ")";
    page.line(line);
  }
  if (list.left_out > 0) page.line("and " + std::to_string(list.left_out) + " more");
}

}  // namespace exp_show

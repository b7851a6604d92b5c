#include "base/file.h"
#include "base/text.h"
#include "experiment/names.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

void check_sound_tag(std::string_view tag) {
  expect_inside(tag, "a tag leads nowhere else");
  expect_printable(tag, "a tag can be shown");
  expect(tag.size() <= 200 && tag[0] != '-' && tag[0] != '#', "a tag is no option and no comment", tag);
  for (const auto& part : base::split(tag, '/'))
    expect(!part.empty() && part[0] != '.' && !part.ends_with(".lock") && !base::is_digits(part),
           "a tag's part is sound", tag);
  expect(tag.find_first_of(" \t\n\\~^:?*[") == tag.npos && tag.find("..") == tag.npos, "git takes the tag", tag);
}

}  // namespace

void check_run_name(std::string_view input) {
  if (const auto fault = experiment::find_tag_name_fault(input))
    expect_printable(*fault, "a tag's fault can be shown");
  else
    check_sound_tag(input);

  const std::string suffix = experiment::extra_suffix(base::split(input, '\n'));
  if (suffix.size() <= 190) expect(!experiment::find_tag_name_fault("x" + suffix), "a suffix makes a tag", suffix);

  const std::string path = base::path_absolute(input, "/w");
  expect(path[0] == '/' && (path == "/" || path.back() != '/') && path.find("//") == path.npos, "a path is normal",
         path);
  expect(base::path_absolute(path, "/") == path, "a normal path stays", path);
  for (const auto& part : base::split(path, '/')) expect(part != ".." && part != ".", "a path is normal", path);

  const auto name = experiment::parse_run_name(input);
  if (!name) return;
  expect(name->text() == input, "a run's name is one word only", input);
  check_sound_tag(name->tag);
  expect(name->id >= 0 && name->id <= 999'999'999, "a run's id is small", input);
  expect(base::path_absolute(base::path_join("/w/__result__", input), "/") == "/w/__result__/" + std::string(input),
         "a run is in its folder", input);
}

}  // namespace fuzz

#include "supervise/checkout_claim.h"

#include <unistd.h>

#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "experiment/json_parse.h"
#include "experiment/liveness.h"
#include "experiment/sharing.h"

namespace supervise {
namespace {

constexpr std::size_t largest_claim = 1u << 16;
constexpr std::int64_t day_ms = 86'400'000;

struct ChainLink {
  std::string file, id, run_folder;
  bool dead = false;
};

std::string after_file(const TreePlace& place, const std::string& id) {
  return place.path() + ".after-" + id;
}

std::string format_claim(const std::string& id, const std::string& run_folder) {
  base::Json json = *experiment::parse_json(experiment::format_owner(experiment::this_process())).value;
  json.set("claim", base::Json::string(id));
  if (!run_folder.empty()) json.set("run_folder", base::Json::string(run_folder));
  return json.pretty();
}

/// One that says nothing (its writer was killed on a file system without hard links) is dead after a day.
ChainLink read_unclear(const std::string& file) {
  const auto made_ns = base::find_mtime_ns(file).value_or(0);
  return {file, "t" + std::to_string(made_ns), "", base::now().ms - made_ns / 1'000'000 > day_ms};
}

ChainLink read_link(const std::string& file, const std::string& text) {
  const auto owner = experiment::parse_owner(text);
  if (!owner) return read_unclear(file);
  const auto json = experiment::parse_json(text).value;
  ChainLink link{file, json->text_of("claim"), json->text_of("run_folder"),
                 experiment::find_life(*owner) == experiment::Life::gone};
  if (!base::is_uuid(link.id)) link.id = read_unclear(file).id;
  if (!link.run_folder.starts_with('/')) link.run_folder.clear();
  return link;
}

/// From `<n>.owner` on. Empty: the place is free.
std::vector<ChainLink> read_chain(const TreePlace& place) {
  std::vector<ChainLink> chain;
  for (std::string file = place.owner();;) {
    const base::ReadResult read = base::read_file(file, largest_claim);
    if (read.failure == base::ReadFailure::missing) return chain;
    chain.push_back(read_link(file, read.bytes));
    file = after_file(place, chain.back().id);
  }
}

/// The folder may be taken away, as empty, between its making and the creation of the file.
bool create_claim(const std::string& file, const std::string& text, experiment::Sharing sharing) {
  constexpr int most_attempts = 100;
  for (int attempt = 1;; ++attempt) {
    experiment::make_shared_folders(sharing, base::path_parent(file));
    try {
      return base::create_exclusively(file, text);
    } catch (const base::UserError&) {
      if (attempt == most_attempts || base::is_folder(base::path_parent(file))) throw;
    }
  }
}

}  // namespace

TreeClaim::TreeClaim(TreePlace place, std::string run_folder, std::string file)
    : place_(std::move(place)), run_folder_(std::move(run_folder)), file_(std::move(file)) {}

std::optional<TreeClaim> TreeClaim::take(const TreePlace& place, const std::string& run_folder,
                                         experiment::Sharing sharing) {
  if (!create_claim(place.owner(), format_claim(base::random_uuid(), run_folder), sharing)) return std::nullopt;
  experiment::share_file(place.owner());
  return TreeClaim(place, run_folder, place.owner());
}

std::optional<TreeClaim> TreeClaim::take_over(const TreePlace& place) {
  const auto before = read_chain(place);
  if (before.empty() || !before.back().dead) return std::nullopt;
  const std::string file = after_file(place, before.back().id);
  if (!base::create_exclusively(file, format_claim(base::random_uuid(), ""))) return std::nullopt;
  // The chain that we looked at may have been removed meanwhile, and another begun.
  const auto chain = read_chain(place);
  if (chain.empty() || chain.back().file != file) {
    ::unlink(file.c_str());
    return std::nullopt;
  }
  return TreeClaim(place, chain.front().run_folder, file);
}

void TreeClaim::assign(const std::string& run_folder) {
  const ChainLink ours = read_link(file_, base::read_file(file_, largest_claim).bytes);
  base::write_file_atomically(file_, format_claim(ours.id, run_folder), false);
  run_folder_ = run_folder;
}

void TreeClaim::release() {
  for (const auto& link : read_chain(place_)) ::unlink(link.file.c_str());
  ::rmdir(place_.folder.c_str());
}

void TreeClaim::hand_back() {
  ::unlink(file_.c_str());
}

bool is_abandoned(const TreePlace& place) {
  const auto chain = read_chain(place);
  return !chain.empty() && chain.back().dead;
}

void remove_loose_claims(const std::string& commit_folder) {
  constexpr std::int64_t hour_ms = 3'600'000;
  for (const auto& name : base::find_entries(commit_folder).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(commit_folder, name);
    if (name.starts_with(".tmp-") && base::now().ms - base::find_mtime_ns(path).value_or(0) / 1'000'000 > hour_ms)
      ::unlink(path.c_str());
    const auto ending = name.find(".after-");
    if (ending == name.npos) continue;
    const TreePlace place{commit_folder, name.substr(0, ending)};
    if (!base::path_exists(place.owner())) ::unlink(path.c_str());
  }
}

}  // namespace supervise

#include "experiment/summary_cache.h"

#include "base/file.h"
#include "base/trace.h"
#include "experiment/cache_file.h"
#include "experiment/packed.h"

namespace experiment {
namespace {

/// Another number wherever summaries of the same sources become others.
constexpr std::string_view magic = "git-exp summaries 1\n";
constexpr std::size_t largest_cache = 64u << 20;

}  // namespace

std::string pack_tokens(const std::vector<Token>& tokens) {
  return {reinterpret_cast<const char*>(tokens.data()), tokens.size() * sizeof(Token)};
}

SummaryCache::SummaryCache(const Store& store, const std::string& kind, std::string key)
    : store_(store),
      path_(base::path_join(store.repository.exp_dir(), "cache/summaries-" + kind)),
      key_(std::move(key)) {
  const base::Trace trace("load summaries");
  file_ = base::read_file(path_, largest_cache).bytes;
  const auto sealed = unseal(file_);
  if (!sealed || !sealed->starts_with(magic) || !load(sealed->substr(magic.size()))) summaries_.clear();
}

bool SummaryCache::load(std::string_view bytes) {
  Unpacker unpacker(bytes);
  if (unpacker.text() != key_) return false;
  while (!unpacker.at_end()) {
    Summary& summary = summaries_.emplace_back();
    for (std::uint64_t count = unpacker.number(); count > 0 && !unpacker.is_broken(); --count) {
      SummarySource& source = summary.sources.emplace_back();
      source.name = unpacker.text();
      source.stamp = unpacker.text();
      for (std::uint64_t ids = unpacker.number(); ids > 0 && !unpacker.is_broken(); --ids)
        source.rich_ids.push_back(unpacker.text());
    }
    summary.tokens = unpacker.text();
    summary.text = unpacker.text();
  }
  return !unpacker.is_broken();
}

void SummaryCache::save(const std::vector<Summary>& summaries) const {
  const base::Trace trace("save summaries");
  Packer packer;
  packer.raw(magic);
  packer.text(key_);
  for (const auto& summary : summaries) {
    packer.number(summary.sources.size());
    for (const auto& source : summary.sources) {
      packer.text(source.name);
      packer.text(source.stamp);
      packer.number(source.rich_ids.size());
      for (const auto& id : source.rich_ids) packer.text(id);
    }
    packer.text(summary.tokens);
    packer.text(summary.text);
  }
  if (packer.bytes().size() > largest_cache) return;
  base::remove_old_temporaries(base::path_parent(path_));
  write_cache_file(store_, path_, seal(packer.take()));
}

}  // namespace experiment

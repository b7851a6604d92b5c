#include "table/table.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace table {

namespace {

constexpr std::uint32_t parts = 6;
constexpr std::size_t largest_block = 4u << 20;

/// Batch::Part of a function; 0 is a single value, which serves for all.
std::size_t part_of(Function function) {
  switch (function) {
    case Function::first: return 2;
    case Function::min: return 3;
    case Function::max: return 4;
    case Function::mean: return 5;
    default: return 1;
  }
}

}  // namespace

void Batch::begin_row(std::size_t position, std::string_view name) {
  discard_row();
  position_ = position;
  name_size_ = static_cast<std::uint32_t>(name.size());
  texts_.assign(name);
}

void Batch::discard_row() {
  values_.clear();
  texts_.clear();
}

void Batch::add(Kind kind, std::string_view name, Part part, std::string_view text) {
  const std::size_t index = values_.size();
  NameId id = 0;
  if (index < previous_.size() && names_.kind(previous_[index].name_and_part / 8) == kind &&
      names_.name(previous_[index].name_and_part / 8) == name)
    id = previous_[index].name_and_part / 8;
  else
    id = names_.add(kind, name);
  values_.push_back({id * 8 + static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(text.size())});
  texts_ += text;
}

void Batch::add_metric(std::string_view name, const MetricSummary& summary) {
  const auto add_part = [&](Part part, Cell cell) {
    if (!cell.missing()) add(Kind::metric, name, part, cell.text());
  };
  add_part(Part::last, summary.last);
  add_part(Part::first, summary.first);
  add_part(Part::min, summary.min);
  add_part(Part::max, summary.max);
  add_part(Part::mean, summary.mean);
}

char* Batch::allocate(std::size_t bytes) {
  bytes = (bytes + alignof(Value) - 1) / alignof(Value) * alignof(Value);
  if (bytes > free_bytes_) {
    block_bytes_ = std::min(block_bytes_ * 2, largest_block);
    free_bytes_ = std::max(bytes, block_bytes_);
    blocks_.emplace_back(new char[free_bytes_]);  // not zeroed, unlike make_unique
    free_ = blocks_.back().get();
  }
  char* memory = free_;
  free_ += bytes;
  free_bytes_ -= bytes;
  return memory;
}

void Batch::commit_row() {
  first_seen_.resize(names_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    FirstSeen& first = first_seen_[values_[i].name_and_part / 8];
    if (std::tie(position_, i) < std::tie(first.position, first.index)) first = {position_, i};
  }
  const std::size_t value_bytes = values_.size() * sizeof(Value);
  char* memory = allocate(value_bytes + texts_.size());
  if (value_bytes) std::memcpy(memory, values_.data(), value_bytes);
  std::memcpy(memory + value_bytes, texts_.data(), texts_.size());
  rows_.push_back({memory, position_, static_cast<std::uint32_t>(values_.size()), name_size_});
  previous_.swap(values_);
  discard_row();
}

Table::Table(std::vector<Batch> batches) : batches_(std::move(batches)) {
  struct Seen {
    std::size_t position, index;
    std::uint32_t batch;
    NameId id;
  };
  std::vector<Seen> seen;
  for (std::uint32_t b = 0; b < batches_.size(); ++b) {
    const Batch& batch = batches_[b];
    for (NameId id = 0; id < batch.first_seen_.size(); ++id)
      if (batch.first_seen_[id].position != SIZE_MAX)
        seen.push_back({batch.first_seen_[id].position, batch.first_seen_[id].index, b, id});
    for (std::uint32_t row = 0; row < batch.rows_.size(); ++row) rows_.push_back({b, row});
    ids_.emplace_back(batch.names_.size(), 0);
  }
  std::sort(seen.begin(), seen.end(), [](const Seen& x, const Seen& y) {
    return std::tie(x.position, x.batch, x.index) < std::tie(y.position, y.batch, y.index);
  });
  for (const Seen& s : seen) {
    const NameTable& names = batches_[s.batch].names_;
    ids_[s.batch][s.id] = names_.add(names.kind(s.id), names.name(s.id));
  }
  std::stable_sort(rows_.begin(), rows_.end(), [&](Place x, Place y) {
    return batches_[x.batch].rows_[x.row].position < batches_[y.batch].rows_[y.row].position;
  });
}

std::string_view Table::run_name(std::size_t row) const {
  const Batch::Row& stored = batches_[rows_[row].batch].rows_[rows_[row].row];
  return {stored.memory + stored.count * sizeof(Batch::Value), stored.name_size};
}

std::vector<NameId> Table::names_of(Kind kind) const {
  std::vector<NameId> ids;
  for (NameId id = 0; id < names_.size(); ++id)
    if (names_.kind(id) == kind) ids.push_back(id);
  return ids;
}

RowReader::RowReader(const Table& table) : table_(table), slots_(table.names().size() * parts) {}

void RowReader::read(std::size_t row) {
  const auto [batch, index] = table_.rows_[row];
  const Batch::Row& stored = table_.batches_[batch].rows_[index];
  const std::vector<NameId>& ids = table_.ids_[batch];
  const auto* values = reinterpret_cast<const Batch::Value*>(stored.memory);
  const char* text = stored.memory + stored.count * sizeof(Batch::Value);
  run_name_ = {text, stored.name_size};
  text += stored.name_size;
  ++stamp_;
  for (std::uint32_t i = 0; i < stored.count; ++i) {
    const std::uint32_t part = values[i].name_and_part % 8;
    Slot* name = &slots_[ids[values[i].name_and_part / 8] * parts];
    if (part) name->stamp = 0;  // a later summary replaces a single value
    name[part] = {text, values[i].size, stamp_};
    text += values[i].size;
  }
}

Cell RowReader::value(NameId id, Function function) const {
  if (id == run_name_id) return Cell(run_name_);
  const Slot* name = &slots_[id * parts];
  if (name->stamp == stamp_) return Cell({name->text, name->size});
  const Slot& slot = name[part_of(function)];
  return slot.stamp == stamp_ ? Cell({slot.text, slot.size}) : Cell();
}

}  // namespace table

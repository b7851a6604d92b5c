#include "experiment/line_reader.h"

#include "experiment/names.h"

namespace experiment {

bool LineReader::read(std::string_view line, std::size_t index, std::string_view name, BulkConsumer& consumer) {
  arena_.clear();
  padded_.assign(line);
  padded_.append(json_padding, '\0');
  if (!record_.read({padded_.data(), line.size()}, tokenizer_) || !record_.is_record()) return false;
  if (record_.is_newer_version()) record_.keep_prefix_only();
  const auto run = parse_run_name(record_.run);
  if (!run) return false;
  // The name is the authority: members that contradict it would lead elsewhere.
  const std::string id = std::to_string(run->id);
  consumer.take({index, name, true, false, record_.v, record_.rev, record_.run, record_.uuid, record_.commit, run->tag,
                 id, record_.state, record_.seed, record_.created, record_.updated, record_.message, record_.rerun_of,
                 record_.params, record_.metrics});
  return true;
}

}  // namespace experiment

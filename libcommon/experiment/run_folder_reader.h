#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "experiment/bulk_read.h"
#include "experiment/run_json_visitor.h"
#include "experiment/statistic_visitor.h"

namespace experiment {

struct RunWarning {
  std::size_t run;  ///< its index
  std::string text;
};

/// Reads run folders one after the other; every buffer is used again. One for each thread.
class RunFolderReader {
 public:
  RunFolderReader();
  void read(std::size_t index, const BulkRun& run, BulkConsumer& consumer);
  std::vector<RunWarning> take_warnings() { return std::move(warnings_); }

 private:
  /// The bytes of a file, with json_padding behind them.
  struct File {
    std::unique_ptr<char[]> buffer;
    std::string large;  ///< what did not fit into the buffer
    std::string_view text;
  };
  enum class Found { missing, bytes, trouble };

  void open_parent(std::string_view folder);
  Found read_quickly(const char* name, File& file);
  Found read_carefully(const char* name, std::size_t limit, File& file);
  template <typename Visitor>
  bool load(const char* name, std::size_t limit, File& file, Visitor& visitor);
  bool load_record();
  bool load_statistic();
  bool load_live_record();
  void merge();
  void warn(std::string text) { warnings_.push_back({index_, std::move(text)}); }
  std::string path_of(const char* name) const { return run_->folder + "/" + name; }

  std::size_t index_ = 0;
  const BulkRun* run_ = nullptr;
  std::string parent_;  ///< the folder that parent_fd_ is: runs of a tag lie in one
  base::UniqueFd parent_fd_;
  std::string relative_;  ///< the run's folder and '/', below the parent

  TextArena arena_;
  JsonTokenizer tokenizer_;
  RunJsonVisitor record_{arena_};
  StatisticVisitor statistic_{record_.param_names, arena_};
  File record_file_, statistic_file_;
  std::optional<Record> live_;  ///< of a run that has not ended
  std::vector<RunWarning> warnings_;
};

}  // namespace experiment

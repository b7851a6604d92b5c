#include <algorithm>
#include <exception>
#include <thread>

#include "table/lines.h"
#include "table/writers.h"

namespace table {

namespace {

constexpr std::size_t rows_per_chunk = 1024;

/// Rows [begin, end) as text.
class Chunk {
 public:
  void make(const Grid& grid, Grid::Cursor& cursor, const LineFormat& format, std::size_t begin, std::size_t end) {
    text_.clear();
    for (std::size_t row = begin; row < end; ++row) format.append(cursor.read(row), row + 1 == grid.size(), text_);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Formats `workers` chunks beside each other, hands them on in order, goes on with the next ones: the output never
/// waits in memory as a whole.
void write_chunks(const Grid& grid, const LineFormat& format, std::size_t workers, const Sink& sink) {
  std::vector<Chunk> chunks(workers);
  std::vector<std::unique_ptr<Grid::Cursor>> cursors;
  for (std::size_t w = 0; w < workers; ++w) cursors.push_back(grid.open());
  for (std::size_t start = 0; start < grid.size(); start += workers * rows_per_chunk) {
    const auto make = [&](std::size_t w) {
      const std::size_t begin = std::min(start + w * rows_per_chunk, grid.size());
      chunks[w].make(grid, *cursors[w], format, begin, std::min(begin + rows_per_chunk, grid.size()));
    };
    std::vector<std::exception_ptr> failures(workers);
    std::vector<std::thread> threads;
    for (std::size_t w = 1; w < workers; ++w) {
      threads.emplace_back([&, w] {
        try {
          make(w);
        } catch (...) {
          failures[w] = std::current_exception();
        }
      });
    }
    make(0);
    for (std::thread& thread : threads) thread.join();
    for (const auto& failure : failures)
      if (failure) std::rethrow_exception(failure);
    for (const Chunk& chunk : chunks)
      if (!chunk.text().empty()) sink(chunk.text());
  }
}

}  // namespace

void write_lines(const Grid& grid, Format format, const WriteSettings& settings, const Sink& sink) {
  const auto lines = format == Format::csv   ? make_csv_format(grid.headings(), settings.formula_guard)
                     : format == Format::tsv ? make_tsv_format(grid.headings(), settings.formula_guard)
                                             : make_json_format(grid.headings(), format == Format::json);
  if (const std::string head = lines->head(); !head.empty()) sink(head);
  const std::size_t chunks = (grid.size() + rows_per_chunk - 1) / rows_per_chunk;
  write_chunks(grid, *lines, std::clamp<std::size_t>(settings.threads, 1, std::max<std::size_t>(chunks, 1)), sink);
  if (const std::string tail = lines->tail(); !tail.empty()) sink(tail);
}

}  // namespace table

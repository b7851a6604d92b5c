#include "support.h"
#include "table/filter.h"
#include "table/select.h"
#include "tables.h"
#include "targets.h"

namespace fuzz {

void check_filter(std::string_view input) {
  base::CollectedMessages messages;
  try {
    table::Filter filter = table::Filter::parse(input);
    const table::Resolver resolver(small_table(), {{"acc", table::Direction::max}});
    filter.bind(resolver, messages);
    table::RowList rows = table::all_rows(small_table());
    table::keep_matching(small_table(), filter, rows);
    expect(rows.size() <= small_table().size(), "a filter adds no rows", input);
  } catch (const base::UserError& error) {
    expect_printable(error);
  }
  expect_printable(messages);
}

}  // namespace fuzz

#include <fmt/format.h>

#include "base/text.h"
#include "table/character.h"
#include "table/survey.h"
#include "table/writers.h"

namespace table {

namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string escape_markdown(std::string_view text) {
  const std::string safe = base::printable(text);
  std::string out;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const char c = safe[i];
    // An underscore within a word is no emphasis (GitHub's rules), and train\_loss is no pleasure to read.
    const bool within_word =
        i > 0 && i + 1 < safe.size() && is_alphanumeric(safe[i - 1]) && is_alphanumeric(safe[i + 1]);
    if (std::string_view("\\|<>*`[]~&").find(c) != std::string_view::npos || (c == '_' && !within_word)) out += '\\';
    out += c;
  }
  return out;
}

std::string escape_latex(std::string_view text) {
  std::string out;
  for (const char c : base::printable(text)) {
    switch (c) {
      case '\\': out += "\\textbackslash{}"; break;
      case '~': out += "\\textasciitilde{}"; break;
      case '^': out += "\\textasciicircum{}"; break;
      case '<': out += "\\textless{}"; break;
      case '>': out += "\\textgreater{}"; break;
      case '|': out += "\\textbar{}"; break;
      case '"': out += "\\textquotedbl{}"; break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}': out += '\\'; [[fallthrough]];
      default: out += c;
    }
  }
  return base::replace_all(out, "±", "$\\pm$");
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : base::printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

/// The words of one markup language.
struct Language {
  std::string (*escape)(std::string_view);
  std::string_view row_start, row_end;    // around a row
  std::string_view cell_start, cell_end;  // around each cell
  std::string_view number_start;          // instead of cell_start, in a column of numbers
  std::string_view separator;             // between cells
  std::string_view bold_start, bold_end;
};

constexpr Language markdown{escape_markdown, "| ", " |\n", "", "", "", " | ", "**", "**"};
constexpr Language latex{escape_latex, "", " \\\\\n", "", "", "", " & ", "\\textbf{", "}"};
constexpr Language html{escape_html, "<tr>",     "</tr>\n",  "<td>", "</td>", "<td style=\"text-align:right\">",
                        "",          "<strong>", "</strong>"};

/// A minus sign, not a hyphen, before a number in LaTeX.
std::string escape_cell(const Language& language, Cell cell) {
  const std::string_view text = cell.text();
  if (language.escape == escape_latex && text.size() > 1 && text[0] == '-' && base::parse_number(text))
    return "$-$" + escape_latex(text.substr(1));
  return language.escape(text);
}

void append_row(const Language& language, const std::vector<ColumnTraits>& traits, const std::vector<Cell>& cells,
                std::string& out) {
  out += language.row_start;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c) out += language.separator;
    out += traits[c].numeric ? language.number_start : language.cell_start;
    const bool is_best = traits[c].is_best(cells[c]);
    if (is_best) out += language.bold_start;
    out += escape_cell(language, cells[c]);
    if (is_best) out += language.bold_end;
    out += language.cell_end;
  }
  out += language.row_end;
}

std::string titles(const Grid& grid, const Language& language, std::string_view start, std::string_view end) {
  std::vector<std::string> cells;
  for (const Heading& heading : grid.headings())
    cells.push_back(std::string(start) + language.escape(heading.title) + std::string(end));
  return std::string(language.row_start) + base::join(cells, language.separator) + std::string(language.row_end);
}

std::string head(const Grid& grid, Format format, const std::vector<ColumnTraits>& traits) {
  std::string columns;
  switch (format) {
    case Format::markdown:
      for (const ColumnTraits& column : traits) columns += column.numeric ? "| ---: " : "| :--- ";
      return titles(grid, markdown, "", "") + columns + "|\n";
    case Format::latex:
      for (const ColumnTraits& column : traits) columns += column.numeric ? 'r' : 'l';
      return "\\begin{tabular}{" + columns + "}\n\\hline\n" + titles(grid, latex, "", "") + "\\hline\n";
    default: return "<table>\n<thead>\n" + titles(grid, html, "<th>", "</th>") + "</thead>\n<tbody>\n";
  }
}

}  // namespace

void write_markup(const Grid& grid, Format format, const Sink& sink) {
  const Language& language = format == Format::markdown ? markdown : format == Format::latex ? latex : html;
  const std::vector<ColumnTraits> traits = survey(grid);
  Output output(sink);
  output.text() += head(grid, format, traits);
  const auto cursor = grid.open();
  for (std::size_t row = 0; row < grid.size(); ++row) {
    append_row(language, traits, cursor->read(row), output.text());
    output.flush_if_large();
  }
  if (format == Format::latex) output.text() += "\\hline\n\\end{tabular}\n";
  if (format == Format::html) output.text() += "</tbody>\n</table>\n";
  output.flush();
}

}  // namespace table

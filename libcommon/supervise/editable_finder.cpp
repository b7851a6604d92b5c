#include "supervise/editable_finder.h"

#include <cstdint>
#include <optional>

#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"

namespace supervise {
namespace {

/// A reader of the few pieces of Python that these files are made of.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool skip_behind(std::string_view word) {
    const auto at = text_.find(word);
    if (at == text_.npos) return false;
    text_.remove_prefix(at + word.size());
    return true;
  }
  bool accept(char wanted) {
    skip_blanks();
    if (text_.empty() || text_[0] != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<std::string> read_string() {
    skip_blanks();
    if (text_.empty() || (text_[0] != '\'' && text_[0] != '"')) return std::nullopt;
    const char quote = text_[0];
    std::string value;
    for (std::size_t i = 1; i < text_.size();) {
      if (text_[i] == quote) {
        text_.remove_prefix(i + 1);
        return value;
      }
      i += text_[i] == '\\' ? read_escape(i, value) : (value += text_[i], 1);
    }
    return std::nullopt;
  }

 private:
  void skip_blanks() {
    const auto at = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(at == text_.npos ? text_.size() : at);
  }

  /// As repr() writes them. How many bytes were read.
  std::size_t read_escape(std::size_t at, std::string& value) const {
    if (at + 1 >= text_.size()) return 1;
    const char kind = text_[at + 1];
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits == 0) {
      value += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
      return 2;
    }
    std::uint32_t code = 0;
    for (const char c : text_.substr(at + 2, digits)) {
      const auto digit = std::string_view("0123456789abcdef").find(base::lower_ascii({&c, 1}));
      code = code * 16 + (digit == std::string_view::npos ? 0 : static_cast<std::uint32_t>(digit));
    }
    // A byte that is not UTF-8, as Python keeps it in a path.
    if (code >= 0xdc80 && code <= 0xdcff)
      value += static_cast<char>(code - 0xdc00);
    else
      append_utf8(value, code);
    return 2 + digits;
  }

  static void append_utf8(std::string& value, std::uint32_t code) {
    const auto tail = [&](int shift) { value += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80) {
      value += static_cast<char>(code);
    } else if (code < 0x800) {
      value += static_cast<char>(0xc0 | (code >> 6));
      tail(0);
    } else if (code < 0x10000) {
      value += static_cast<char>(0xe0 | (code >> 12));
      tail(6), tail(0);
    } else {
      value += static_cast<char>(0xf0 | ((code >> 18) & 7));
      tail(12), tail(6), tail(0);
    }
  }

  std::string_view text_;
};

/// `NAME: … = {'pkg': '/path', 'other': ['/path', …]}`
void read_dictionary(std::string_view source, std::string_view name, std::vector<EditableModule>& modules) {
  Scanner scanner(source);
  if (!scanner.skip_behind(name) || !scanner.skip_behind("=") || !scanner.accept('{')) return;
  while (auto key = scanner.read_string()) {
    if (!scanner.accept(':')) return;
    const bool list = scanner.accept('[');
    while (auto path = scanner.read_string()) {
      modules.push_back({*key, std::move(*path)});
      if (!list || !scanner.accept(',')) break;
    }
    if (list && !scanner.accept(']')) return;
    scanner.accept(',');
  }
}

void read_map_module_calls(std::string_view source, std::vector<EditableModule>& modules) {
  Scanner scanner(source);
  while (scanner.skip_behind("map_module(")) {
    auto name = scanner.read_string();
    if (!name || !scanner.accept(',')) continue;
    if (auto path = scanner.read_string()) modules.push_back({std::move(*name), std::move(*path)});
  }
}

/// Every string that is an absolute path.
void read_paths(std::string_view source, std::vector<EditableModule>& modules) {
  for (auto at = source.find_first_of("'\""); at != source.npos; at = source.find_first_of("'\"", at + 1)) {
    auto path = Scanner(source.substr(at)).read_string();
    if (path && path->starts_with('/')) modules.push_back({"", std::move(*path)});
  }
}

}  // namespace

EditableFinder parse_editable_finder(std::string_view source) {
  EditableFinder finder;
  finder.comes_first = source.find("meta_path.insert(0") != source.npos;
  read_dictionary(source, "\nMAPPING", finder.modules);
  read_dictionary(source, "\nNAMESPACES", finder.modules);
  read_map_module_calls(source, finder.modules);
  if (finder.comes_first) read_paths(source, finder.modules);
  return finder;
}

std::string folder_of_module(const EditableModule& module) {
  std::string path = module.path;
  for (const std::string_view ending : {"/__init__.py", ".py", "/"})
    if (path.ends_with(ending)) path.resize(path.size() - ending.size());
  const auto parts = base::split(module.name, '.');
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part->empty() || base::path_name(path) != *part) return "";
    path = base::path_parent(path);
  }
  return path;
}

}  // namespace supervise

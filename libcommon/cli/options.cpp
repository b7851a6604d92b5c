#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>

#include "base/duration.h"
#include "base/error.h"
#include "base/text.h"

namespace cli {
namespace {

enum class Takes { nothing, value, optional_value };

struct Option {
  std::vector<std::string> names;  ///< "-f", "--fix-seed"; never with [no-]
  std::string placeholder;
  std::string help;
  Takes takes = Takes::nothing;
  bool negatable = false;
  std::string section;  ///< title above it, "" none
  bool* flag = nullptr;
  std::optional<std::string>* single = nullptr;
  Words* many = nullptr;

  std::string shown() const {
    std::vector<std::string> forms = names;
    if (negatable) forms.back().insert(2, "[no-]");
    std::string text = base::join(forms, ", ");
    if (forms.size() == 1 && forms[0].substr(0, 2) == "--") text = "    " + text;
    if (takes == Takes::value) text += " <" + placeholder + ">";
    if (takes == Takes::optional_value) text += "[=<" + placeholder + ">]";
    return text;
  }
};

bool is_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-';
}
bool is_long(const std::string& word) {
  return word.size() > 2 && word[0] == '-' && word[1] == '-';
}

}  // namespace

struct OptionParser::Impl {
  std::string name;
  std::vector<std::string> synopses;
  std::deque<Option> options;
  std::string section;
  Words* positionals = nullptr;
  std::size_t most_positionals = 0;
  Words* program = nullptr;
  bool had_separator = false;

  Option& add(const std::string& names, const std::string& help) {
    Option option;
    for (std::string form : base::split(names, ',')) {
      if (const auto at = form.find("[no-]"); at != form.npos) {
        form.erase(at, 5);
        option.negatable = true;
      }
      option.names.push_back(form);
    }
    option.help = help;
    option.section = std::exchange(section, "");
    options.push_back(option);
    return options.back();
  }

  const Option* find(const std::string& wanted) const {
    for (const auto& option : options) {
      for (const auto& form : option.names)
        if (form == wanted || (option.takes == Takes::nothing && is_long(form) && "--no-" + form.substr(2) == wanted))
          return &option;
    }
    return nullptr;
  }

  [[noreturn]] void refuse_unknown(const std::string& word) const {
    std::vector<std::string> known;
    for (const auto& option : options) known.insert(known.end(), option.names.begin(), option.names.end());
    const auto similar = base::similar_words(word, known);
    std::string message = "unknown option " + base::quoted(word);
    if (!similar.empty() && is_long(word)) message += "; did you mean " + base::quoted(similar[0]) + "?";
    throw base::UsageError(message);
  }

  /// How many words the option at `at` takes (itself and perhaps its value); checks that it is known and complete.
  std::size_t words_of_option(const Words& words, std::size_t at) const {
    const std::string& word = words[at];
    std::string form_name;
    bool value_inside = false;
    Takes takes = Takes::nothing;
    if (is_long(word)) {
      const auto equals = word.find('=');
      form_name = word.substr(0, equals);
      value_inside = equals != word.npos;
      const Option* option = find(form_name);
      if (!option) refuse_unknown(form_name);
      takes = option->takes;
      if (value_inside && takes == Takes::nothing)
        throw base::UsageError("option " + base::quoted(form_name) + " takes no value");
    } else {
      // A cluster: "-qf" is two flags; the first that takes a value takes the rest of the word, or the next word.
      for (std::size_t i = 1; i < word.size() && takes == Takes::nothing; ++i) {
        form_name = std::string("-") + word[i];
        const Option* option = find(form_name);
        if (!option) refuse_unknown(form_name);
        takes = option->takes;
        value_inside = i + 1 < word.size();
      }
    }
    if (takes != Takes::value || value_inside) return 1;
    if (at + 1 >= words.size()) throw base::UsageError("option " + base::quoted(form_name) + " requires a value");
    return 2;
  }

  /// Splits off the program's words before any library sees them: option libraries reorder what they do not own.
  Words split(const Words& words, Words& own_positionals) {
    Words own;
    std::size_t at = 0;
    while (at < words.size()) {
      const std::string& word = words[at];
      if (word == "--") {
        had_separator = true;
        for (++at; at < words.size(); ++at) (program ? *program : own_positionals).push_back(words[at]);
      } else if (!is_option(word)) {
        if (program && own_positionals.size() >= most_positionals) {
          program->assign(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
          break;
        }
        own_positionals.push_back(word);
        ++at;
      } else {
        answer_early(word);
        for (std::size_t n = words_of_option(words, at); n > 0; --n) own.push_back(words[at++]);
      }
    }
    return own;
  }

  void answer_early(const std::string& word) const;
  std::string help() const;

  void declare(CLI::App& app) {
    for (auto& option : options) {
      const std::string names = base::join(option.names, ",");
      if (option.takes == Takes::nothing) {
        std::string spec = names;
        if (is_long(option.names.back())) spec += ",!--no-" + option.names.back().substr(2);
        app.add_flag_function(spec, [&option](std::int64_t count) { *option.flag = count > 0; });
        continue;
      }
      CLI::Option* declared = app.add_option(names, [&option](const CLI::results_t& values) {
        if (option.many) *option.many = values;
        if (option.single) *option.single = values.empty() ? "" : values.back();
        return true;
      });
      declared->type_size(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }

  /// `--verify` alone is no value for CLI11: taken out here, so that the next word is never its value.
  void take_bare_optionals(Words& own) {
    std::erase_if(own, [&](const std::string& word) {
      const Option* option = is_long(word) ? find(word) : nullptr;
      if (!option || option->takes != Takes::optional_value) return false;
      *option->single = "";
      return true;
    });
  }
};

OptionParser::OptionParser(std::string name, std::vector<std::string> synopses) : impl_(std::make_unique<Impl>()) {
  impl_->name = std::move(name);
  impl_->synopses = std::move(synopses);
}

OptionParser::~OptionParser() = default;

void OptionParser::section(std::string title) {
  impl_->section = std::move(title);
}

void OptionParser::flag(const std::string& names, bool& target, const std::string& help) {
  impl_->add(names, help).flag = &target;
}

void OptionParser::value(const std::string& names, const std::string& placeholder, std::optional<std::string>& target,
                         const std::string& help) {
  Option& option = impl_->add(names, help);
  option.takes = Takes::value;
  option.placeholder = placeholder;
  option.single = &target;
}

void OptionParser::optional_value(const std::string& names, const std::string& placeholder,
                                  std::optional<std::string>& target, const std::string& help) {
  value(names, placeholder, target, help);
  impl_->options.back().takes = Takes::optional_value;
}

void OptionParser::repeated(const std::string& names, const std::string& placeholder, Words& target,
                            const std::string& help) {
  Option& option = impl_->add(names, help);
  option.takes = Takes::value;
  option.placeholder = placeholder;
  option.many = &target;
}

void OptionParser::positionals(Words& target, std::size_t most) {
  impl_->positionals = &target;
  impl_->most_positionals = most;
}

void OptionParser::program(Words& target) {
  impl_->program = &target;
}

bool OptionParser::had_separator() const {
  return impl_->had_separator;
}

void OptionParser::Impl::answer_early(const std::string& word) const {
  if (word == "-h") throw EarlyExit{help()};
  if (word == "--version") throw EarlyExit{"git-" + name + " " EXP_VERSION "\n"};
  if (word != "--git-completion-helper") return;
  std::vector<std::string> forms;
  for (const auto& option : options) {
    for (const auto& form : option.names) {
      if (!is_long(form)) continue;
      forms.push_back(option.takes == Takes::value ? form + "=" : form);
      if (option.negatable) forms.push_back("--no-" + form.substr(2));
    }
  }
  throw EarlyExit{base::join(forms, " ") + "\n"};
}

void OptionParser::parse(const Words& words) {
  Words own_positionals;
  Words own = impl_->split(words, own_positionals);
  if (own_positionals.size() > impl_->most_positionals)
    throw base::UsageError("unexpected argument " + base::quoted(own_positionals[impl_->most_positionals]));
  if (impl_->positionals) *impl_->positionals = std::move(own_positionals);

  impl_->take_bare_optionals(own);
  CLI::App app;
  app.set_help_flag();
  impl_->declare(app);
  std::reverse(own.begin(), own.end());  // CLI11 takes its words from the back
  try {
    app.parse(own);
  } catch (const CLI::ParseError& error) {
    throw base::UsageError(base::lower_ascii(error.what()));
  }
}

std::string OptionParser::Impl::help() const {
  std::string text;
  for (std::size_t i = 0; i < synopses.size(); ++i)
    text += fmt::format("{} git {} {}\n", i ? "   or:" : "usage:", name, synopses[i]);
  constexpr std::size_t column = 26;
  bool first = true;
  for (const auto& option : options) {
    if (first || !option.section.empty()) text += "\n";
    if (!option.section.empty()) text += option.section + "\n";
    first = false;
    std::string line = "    " + option.shown();
    if (line.size() + 2 > column)
      line += "\n" + std::string(column, ' ');
    else
      line.append(column - line.size(), ' ');
    text += line + option.help + "\n";
  }
  return text;
}

std::string OptionParser::help() const {
  return impl_->help();
}

void add_verbosity(OptionParser& parser, Verbosity& verbosity) {
  parser.flag("-q,--quiet", verbosity.quiet, "say only warnings and errors");
  parser.flag("-v,--verbose", verbosity.verbose, "say more");
}

std::int64_t parse_number_option(std::string_view option, std::string_view text, std::int64_t least) {
  const auto number = base::parse_integer(text);
  if (!number || *number < least)
    throw base::UsageError(
        fmt::format("option '{}' wants a whole number of at least {}, not {}", option, least, base::quoted(text)));
  return *number;
}

std::int64_t parse_duration_option(std::string_view option, std::string_view text) {
  const auto duration = base::parse_duration(text);
  if (duration.value_or(0) <= 0)
    throw base::UsageError(
        fmt::format("option '{}' wants a duration such as 90s, 15m or 2h, not {}", option, base::quoted(text)));
  return *duration;
}

}  // namespace cli

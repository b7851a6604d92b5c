#include "table/filter.h"

#include <re2/re2.h>

#include <cmath>
#include <vector>

#include "base/text.h"
#include "table/filter_lexer.h"

namespace table {

namespace {

enum class Truth { no, unknown, yes };

enum class Operator { equal, not_equal, less, less_or_equal, greater, greater_or_equal, match };

/// Operators by FilterToken::text.
Operator operator_of(std::string_view text) {
  if (text == "!=") return Operator::not_equal;
  if (text == "<") return Operator::less;
  if (text == "<=") return Operator::less_or_equal;
  if (text == ">") return Operator::greater;
  if (text == ">=") return Operator::greater_or_equal;
  if (text == "=~") return Operator::match;
  return Operator::equal;
}

bool holds(Operator op, int order) {
  switch (op) {
    case Operator::equal: return order == 0;
    case Operator::not_equal: return order != 0;
    case Operator::less: return order < 0;
    case Operator::less_or_equal: return order <= 0;
    case Operator::greater: return order > 0;
    default: return order >= 0;
  }
}

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

/// A side of a comparison: a literal, or the value of a column.
struct Operand {
  FilterToken token;
  bool is_name = false;
  Source source;                 // of a name, once bound
  std::optional<double> number;  // of a literal

  void become_literal() {
    is_name = false;
    number = Cell(token.text).number();
  }
  Cell cell(const RowReader& row) const { return is_name ? source.value(row) : Cell(token.text); }
};

bool is_number_literal(std::string_view word) {
  return word.find_first_of("0123456789") != word.npos && base::parse_number(word).has_value();
}

}  // namespace

struct Filter::Node {
  enum class Type { all, any, negation, comparison };
  Type type = Type::comparison;
  std::vector<std::unique_ptr<Node>> parts;  // of all, any, negation
  Operator op = Operator::equal;
  Operand left, right;
  std::unique_ptr<re2::RE2> pattern;

  Truth evaluate(const RowReader& row) const;
  void bind(const Resolver& resolver, base::Messages& messages);

 private:
  Truth compare(const RowReader& row) const;
};

Truth Filter::Node::evaluate(const RowReader& row) const {
  if (type == Type::comparison) return compare(row);
  if (type == Type::negation) {
    const Truth inner = parts[0]->evaluate(row);
    return inner == Truth::unknown ? inner : truth(inner == Truth::no);
  }
  const Truth decisive = truth(type == Type::any);
  Truth result = truth(type == Type::all);
  for (const auto& part : parts) {
    const Truth value = part->evaluate(row);
    if (value == decisive) return decisive;
    if (value == Truth::unknown) result = Truth::unknown;
  }
  return result;
}

Truth Filter::Node::compare(const RowReader& row) const {
  const Cell a = left.cell(row);
  if (a.missing()) return Truth::unknown;
  if (pattern) return truth(re2::RE2::PartialMatch({a.text().data(), a.text().size()}, *pattern));
  const Cell b = right.cell(row);
  if (b.missing()) return Truth::unknown;
  const auto x = left.is_name ? a.number() : left.number;
  const auto y = right.is_name ? b.number() : right.number;
  if ((x && std::isnan(*x)) || (y && std::isnan(*y))) return Truth::unknown;
  const int order = x && y ? (*x > *y) - (*x < *y) : a.text().compare(b.text());
  return truth(holds(op, order));
}

void Filter::Node::bind(const Resolver& resolver, base::Messages& messages) {
  for (const auto& part : parts) part->bind(resolver, messages);
  if (type != Type::comparison) return;
  const auto bind_operand = [&](Operand& operand, bool may_be_text) {
    if (!operand.is_name) return;
    const WrittenName name{operand.token.text, std::nullopt, true};
    const bool is_literal = may_be_text && operand.token.type != FilterToken::Type::backquoted;
    if (const auto source = resolver.find(name))
      operand.source = *source;
    else if (is_literal)
      operand.become_literal();
    else
      operand.source = resolver.resolve(name, messages);
  };
  bind_operand(left, false);
  if (!pattern) bind_operand(right, true);
}

namespace {

/// Recursive descent; `and` and `or` of many terms make one wide node, so that only parentheses and `not` go deeper.
class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) {}

  std::unique_ptr<Filter::Node> parse() {
    auto node = parse_any();
    if (lexer_.token().type == FilterToken::Type::comparison)
      fail("comparisons cannot be chained", "write 'a < b and b < c'");
    if (lexer_.token().type != FilterToken::Type::end)
      fail("expected 'and', 'or' or the end, not " + lexer_.shown(), "a text with blanks stands in single quotes");
    return node;
  }

 private:
  using Node = Filter::Node;
  static constexpr int deepest = 200;

  std::unique_ptr<Node> parse_any() { return parse_list("or", Node::Type::any, &Parser::parse_all); }
  std::unique_ptr<Node> parse_all() { return parse_list("and", Node::Type::all, &Parser::parse_term); }

  std::unique_ptr<Node> parse_list(std::string_view word, Node::Type type,
                                   std::unique_ptr<Node> (Parser::*parse_part)()) {
    auto first = (this->*parse_part)();
    if (!lexer_.skip_word(word)) return first;
    auto node = std::make_unique<Node>();
    node->type = type;
    node->parts.push_back(std::move(first));
    do node->parts.push_back((this->*parse_part)());
    while (lexer_.skip_word(word));
    return node;
  }

  std::unique_ptr<Node> parse_term() {
    if (++depth_ > deepest) fail("nested more than 200 deep");
    auto node = parse_nested();
    --depth_;
    return node;
  }

  std::unique_ptr<Node> parse_nested() {
    if (lexer_.skip_word("not")) {
      auto node = std::make_unique<Node>();
      node->type = Node::Type::negation;
      node->parts.push_back(parse_term());
      return node;
    }
    if (lexer_.token().type != FilterToken::Type::open) return parse_comparison();
    lexer_.advance();
    auto node = parse_any();
    if (lexer_.token().type != FilterToken::Type::close) fail("expected ')', not " + lexer_.shown());
    lexer_.advance();
    return node;
  }

  std::unique_ptr<Node> parse_comparison() {
    auto node = std::make_unique<Node>();
    node->left = parse_operand("expected a name or a value");
    if (lexer_.token().type != FilterToken::Type::comparison)
      fail("expected a comparison after " + base_quoted(node->left) + ", not " + lexer_.shown(),
           "comparisons are = != < <= > >= =~");
    const std::string op = lexer_.token().text;
    node->op = operator_of(op);
    lexer_.advance();
    const std::size_t right_at = lexer_.token().at;
    node->right = parse_operand("expected a value after '" + op + "'");
    if (node->op == Operator::match) node->pattern = compile(node->right, right_at);
    return node;
  }

  Operand parse_operand(const std::string& expectation) {
    Operand operand;
    operand.token = lexer_.token();
    switch (operand.token.type) {
      case FilterToken::Type::text: operand.become_literal(); break;
      case FilterToken::Type::word:
        operand.is_name = true;
        if (is_keyword(operand.token.text)) fail(expectation + ", not " + lexer_.shown());
        if (is_number_literal(operand.token.text)) operand.become_literal();
        break;
      case FilterToken::Type::backquoted:
      case FilterToken::Type::double_quoted: operand.is_name = true; break;
      default: fail(expectation + ", not " + lexer_.shown());
    }
    lexer_.advance();
    return operand;
  }

  static bool is_keyword(const std::string& word) {
    const std::string lower = base::lower_ascii(word);
    return lower == "and" || lower == "or" || lower == "not";
  }

  static std::string base_quoted(const Operand& operand) { return "'" + base::printable(operand.token.text) + "'"; }

  std::unique_ptr<re2::RE2> compile(const Operand& operand, std::size_t at) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto pattern = std::make_unique<re2::RE2>(operand.token.text, options);
    if (!pattern->ok())
      lexer_.fail("bad pattern (" + base::printable(pattern->error()) + ")", at, "patterns are RE2's: no look-around");
    return pattern;
  }

  [[noreturn]] void fail(std::string_view reason, std::string_view hint = {}) const {
    lexer_.fail(reason, lexer_.token().at, hint);
  }

  FilterLexer lexer_;
  int depth_ = 0;
};

}  // namespace

Filter::Filter(std::unique_ptr<Node> root) : root_(std::move(root)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

Filter Filter::parse(std::string_view text) {
  return Filter(Parser(text).parse());
}

void Filter::bind(const Resolver& resolver, base::Messages& messages) {
  root_->bind(resolver, messages);
}

bool Filter::matches(const RowReader& row) const {
  return root_->evaluate(row) == Truth::yes;
}

}  // namespace table

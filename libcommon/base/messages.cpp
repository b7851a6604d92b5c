#include "base/messages.h"

namespace base {

void CollectedMessages::note(std::string_view text) {
  lines_.emplace_back(text);
}
void CollectedMessages::warning(std::string_view text) {
  lines_.push_back("warning: " + std::string(text));
}
void CollectedMessages::hint(std::string_view text) {
  lines_.push_back("hint: " + std::string(text));
}

}  // namespace base

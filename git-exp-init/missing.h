#pragma once

#include <functional>
#include <string>
#include <vector>

namespace exp_init {

/// Something that is to be there and is not. Whatever cannot be made as things stand is refused when it is looked for,
/// by UserError, so that nothing is half done.
struct Missing {
  std::string what;  ///< "folder '__data__'"
  std::string done;  ///< "made folder '__data__'"
  std::function<void()> make;
  std::vector<std::string> hints = {};  ///< what to type after it
};

}  // namespace exp_init

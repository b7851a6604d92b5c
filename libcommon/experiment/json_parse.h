#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace experiment {

struct ParsedJson {
  std::optional<base::Json> value;
  std::string error;  ///< why there is none, for a message: "ends in the middle", "is empty", "is nested too deeply"
};

/// Parses one JSON document as programs write it: a UTF-8 BOM before it, and bare NaN, Infinity, -Infinity (Python)
/// are accepted; numbers keep their text; duplicate members are all kept (Json::find takes the last). Anything behind
/// the document, bytes that are not UTF-8, and more than 512 levels are errors. `{"base64":"…"}` stays an object
/// (Json::text() resolves it). Never throws on bad input.
ParsedJson parse_json(std::string_view text);

}  // namespace experiment

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/settings.h"

/// Titles: which hyper-parameters and metrics a set's table shows, in which order. Contract: storage.md, "Sets, titles,
/// tables".
namespace experiment {

/// A title file: `{"hparam": [names], "metric": [names]}` with comments (`//`, `/* */`, `#`, `;`) and trailing commas.
struct TitleFile {
  std::vector<std::string> hparam, metric;          ///< chosen, in the file's order, once each
  std::vector<std::string> hparam_out, metric_out;  ///< named only in comments: left out by the user
};
/// Other members are passed over. UserError names path and line of what is no title.
TitleFile parse_title(std::string_view text, const std::string& path);

/// The text with `hparam` and `metric` names added at the end of their lists: comments and layout of the rest stay. Names
/// that are chosen or left out already are not added. From nothing ("") a new file's text, indented by four as reference
/// system C does, with a final newline.
std::string add_to_title(std::string_view text, const std::string& path, const std::vector<std::string>& hparam,
                         const std::vector<std::string>& metric);

std::string title_path(const Settings& settings, const std::string& set);

}  // namespace experiment

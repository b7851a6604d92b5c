#pragma once

#include <string>

namespace experiment {

/// Copies a file, or a folder with all in it, into `folder` under its own name, where nothing has that name yet; what a
/// file system can share between copies it shares (reflink), so that the two never change each other. Returns the SHA-256
/// of what was copied; of a folder, that of the lines "<sha256>  <path>" of its files, sorted by path.
///
/// The original is only read. UserError where that fails, it changes meanwhile, or the copy cannot be written; nothing of
/// the copy is left then. Links inside a folder stay links; anything else that is no file is an error.
std::string copy_checkpoint(const std::string& path, const std::string& folder);

/// That SHA-256 of what is there. UserError as above.
std::string hash_checkpoint(const std::string& path);

}  // namespace experiment

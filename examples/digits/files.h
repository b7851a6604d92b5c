#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

/// A name beside `path` to write under until the content is complete. Hidden, so that no pattern takes it for
/// the file.
inline std::filesystem::path unfinished(const std::filesystem::path& path) {
  return path.parent_path() / ("." + path.filename().string() + ".tmp");
}

/// Replaces the file in one step: who reads it meanwhile, or after we were killed, finds the old content or the
/// new.
inline void write_file(const std::filesystem::path& path, const std::string& content) {
  const auto temporary = unfinished(path);
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) throw std::runtime_error("cannot write '" + temporary.string() + "'");
  std::filesystem::rename(temporary, path);
}

/// Makes `path` a link to a file of the same folder, in one step.
inline void write_link(const std::filesystem::path& path, const std::string& target) {
  const auto temporary = unfinished(path);
  std::filesystem::remove(temporary);
  std::filesystem::create_symlink(target, temporary);
  std::filesystem::rename(temporary, path);
}

inline void append_line(const std::string& path, const std::string& line) {
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << line + "\n" << std::flush;
  if (!file) throw std::runtime_error("cannot write '" + path + "'");
}

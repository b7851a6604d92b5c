#include "supervise/elf_comment.h"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <string_view>

#include "base/fd.h"
#include "base/text.h"

namespace supervise {
namespace {

constexpr std::size_t most_sections = 4096;
constexpr std::size_t largest_section = 1u << 16;

bool read_at(int fd, void* into, std::size_t size, std::uint64_t at) {
  return at < (1ull << 62) && ::pread(fd, into, size, static_cast<off_t>(at)) == static_cast<ssize_t>(size);
}

std::string read_section(int fd, std::uint64_t offset, std::uint64_t size) {
  std::string bytes(std::min<std::uint64_t>(size, largest_section), '\0');
  return read_at(fd, bytes.data(), bytes.size(), offset) ? bytes : "";
}

/// Header and section types of the 32 and 64 bit forms have the same members.
template <typename Header, typename Section>
std::string find_comment(int fd) {
  Header header{};
  if (!read_at(fd, &header, sizeof header, 0) || header.e_shentsize != sizeof(Section) ||
      header.e_shnum > most_sections || header.e_shstrndx >= header.e_shnum)
    return "";
  std::vector<Section> sections(header.e_shnum);
  if (!read_at(fd, sections.data(), sections.size() * sizeof(Section), header.e_shoff)) return "";
  const Section& name_section = sections[header.e_shstrndx];
  const std::string names = read_section(fd, name_section.sh_offset, name_section.sh_size);
  for (const Section& section : sections) {
    if (section.sh_name >= names.size() || section.sh_type != SHT_PROGBITS) continue;
    if (std::string_view(names.c_str() + section.sh_name) == ".comment")
      return read_section(fd, section.sh_offset, section.sh_size);
  }
  return "";
}

}  // namespace

std::vector<std::string> compilers_of(const std::string& path) {
  const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  unsigned char ident[EI_NIDENT] = {};
  if (!fd || !read_at(fd.value(), ident, sizeof ident, 0)) return {};
  const bool ours = std::string_view(reinterpret_cast<char*>(ident), SELFMAG) == ELFMAG &&
                    ident[EI_DATA] == (std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB);
  if (!ours) return {};
  const std::string comment = ident[EI_CLASS] == ELFCLASS64 ? find_comment<Elf64_Ehdr, Elf64_Shdr>(fd.value())
                                                            : find_comment<Elf32_Ehdr, Elf32_Shdr>(fd.value());
  std::vector<std::string> compilers;
  for (auto& text : base::split(comment, '\0'))
    if (!text.empty()) compilers.push_back(std::move(text));
  std::sort(compilers.begin(), compilers.end());
  compilers.erase(std::unique(compilers.begin(), compilers.end()), compilers.end());
  return compilers;
}

}  // namespace supervise

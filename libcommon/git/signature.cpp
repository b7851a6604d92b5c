#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "base/text.h"
#include "git/handles.h"

namespace git {
namespace {

std::string login_name() {
  if (const passwd* entry = ::getpwuid(::geteuid()); entry && *entry->pw_name) return entry->pw_name;
  if (const char* name = std::getenv("LOGNAME"); name && *name) return name;
  return "uid" + std::to_string(::geteuid());
}

std::string host_name() {
  char name[256] = "";
  if (::gethostname(name, sizeof name - 1) != 0 || !*name) return "localhost";
  return name;
}

/// What cannot stand in a commit's header is left out, as git does.
std::string clean(std::string_view text) {
  std::string cleaned;
  for (const char c : text)
    if (c != '<' && c != '>' && static_cast<unsigned char>(c) >= ' ') cleaned += c;
  return std::string(base::trim(cleaned));
}

std::string first_of(const Config& config, const char* variable, const char* committer_key, const char* user_key) {
  if (const char* value = std::getenv(variable)) {
    if (std::string text = clean(value); !text.empty()) return text;
  }
  for (const char* key : {committer_key, user_key})
    if (std::string text = clean(config.find(key).value_or("")); !text.empty()) return text;
  return "";
}

}  // namespace

Signature Repository::signature() const {
  Signature signature{first_of(config(), "GIT_COMMITTER_NAME", "committer.name", "user.name"),
                      first_of(config(), "GIT_COMMITTER_EMAIL", "committer.email", "user.email")};
  if (const char* email = std::getenv("EMAIL"); email && signature.email.empty()) signature.email = clean(email);
  if (signature.name.empty()) signature.name = login_name();
  if (signature.email.empty()) signature.email = login_name() + "@" + host_name();
  return signature;
}

SignatureHandle signature_now(const Repository& repository) {
  const Signature signature = repository.signature();
  SignatureHandle handle;
  if (git_signature_now(Out(handle), signature.name.c_str(), signature.email.c_str()) < 0) {
    // Names of dots and commas only, which libgit2 strips to nothing.
    check(git_signature_now(Out(handle), "unknown", "unknown"), "make a signature");
  }
  return handle;
}

}  // namespace git

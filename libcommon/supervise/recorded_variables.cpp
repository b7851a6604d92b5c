#include "supervise/recorded_variables.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace supervise {
namespace {

constexpr std::array<std::string_view, 31> recorded_names = {"CONDA_DEFAULT_ENV",
                                                             "CONDA_PREFIX",
                                                             "CUBLAS_WORKSPACE_CONFIG",
                                                             "CUDA_DEVICE_ORDER",
                                                             "CUDA_HOME",
                                                             "CUDA_LAUNCH_BLOCKING",
                                                             "CUDA_VISIBLE_DEVICES",
                                                             "GOMP_CPU_AFFINITY",
                                                             "GPU_DEVICE_ORDINAL",
                                                             "HIP_VISIBLE_DEVICES",
                                                             "LANG",
                                                             "LC_ALL",
                                                             "LD_LIBRARY_PATH",
                                                             "LD_PRELOAD",
                                                             "LOCAL_RANK",
                                                             "LOCAL_WORLD_SIZE",
                                                             "MASTER_ADDR",
                                                             "MASTER_PORT",
                                                             "NODE_RANK",
                                                             "NVIDIA_TF32_OVERRIDE",
                                                             "NVIDIA_VISIBLE_DEVICES",
                                                             "OPENBLAS_NUM_THREADS",
                                                             "PYTHONHASHSEED",
                                                             "PYTHONOPTIMIZE",
                                                             "PYTHONPATH",
                                                             "RANK",
                                                             "ROCR_VISIBLE_DEVICES",
                                                             "TZ",
                                                             "VECLIB_MAXIMUM_THREADS",
                                                             "VIRTUAL_ENV",
                                                             "WORLD_SIZE"};

/// Not all of "TF_": Terraform's variables begin so too.
constexpr std::array<std::string_view, 20> recorded_prefixes = {"GLOO_",
                                                                "JAX_",
                                                                "KMP_",
                                                                "MKL_",
                                                                "NCCL_",
                                                                "NUMEXPR_",
                                                                "OMP_",
                                                                "PYTORCH_",
                                                                "SLURM_",
                                                                "TF_CUDNN_",
                                                                "TF_DETERMINISTIC_",
                                                                "TF_ENABLE_",
                                                                "TF_FORCE_",
                                                                "TF_GPU_",
                                                                "TF_NUM_",
                                                                "TF_XLA_",
                                                                "TORCH_",
                                                                "TRITON_",
                                                                "UCX_",
                                                                "XLA_"};

constexpr std::array<std::string_view, 9> secret_words = {"KEY",  "TOKEN",  "SECRET", "PASS",   "CREDENTIAL",
                                                          "AUTH", "COOKIE", "JWT",    "PRIVATE"};

bool is_scheme_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/// The text of an address from behind "://", of which `authority` is the part before the path.
std::string bare_address(std::string_view scheme, std::string_view rest) {
  const auto path = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, path);
  std::string_view tail = rest.substr(path);
  std::string user;
  if (const auto at = authority.rfind('@'); at != authority.npos) {
    if (scheme.ends_with("ssh")) user = std::string(authority.substr(0, std::min(at, authority.find(':')))) + "@";
    authority.remove_prefix(at + 1);
  }
  if (scheme.starts_with("http")) tail = tail.substr(0, tail.find_first_of("?#"));
  return user + std::string(authority) + std::string(tail);
}

}  // namespace

std::optional<std::string> find_variable(const std::vector<std::string>& environment, std::string_view name) {
  for (const auto& variable : environment)
    if (variable.size() > name.size() && variable[name.size()] == '=' && variable.starts_with(name))
      return variable.substr(name.size() + 1);
  return std::nullopt;
}

bool is_recorded_variable(std::string_view name) {
  std::string upper(name);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto is_in = [&](std::string_view word) { return upper.find(word) != upper.npos; };
  const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
  if (std::any_of(secret_words.begin(), secret_words.end(), is_in)) return false;
  return std::find(recorded_names.begin(), recorded_names.end(), name) != recorded_names.end() ||
         std::any_of(recorded_prefixes.begin(), recorded_prefixes.end(), begins);
}

base::Json recorded_variables(const std::vector<std::string>& environment) {
  std::map<std::string, std::string> recorded;
  for (const auto& variable : environment) {
    const auto equals = variable.find('=');
    if (equals == variable.npos) continue;
    std::string name = variable.substr(0, equals);
    if (is_recorded_variable(name)) recorded.emplace(std::move(name), without_credentials(variable.substr(equals + 1)));
  }
  base::Json json = base::Json::object();
  for (auto& [name, value] : recorded) json.members().emplace_back(name, base::Json::string(std::move(value)));
  return json;
}

std::string without_credentials(std::string_view text) {
  constexpr std::string_view mark = "://";
  constexpr std::string_view ends = " \t\r\n\"'<>";
  std::string bare;
  for (auto at = text.find(mark); at != text.npos; at = text.find(mark)) {
    std::size_t scheme_start = at;
    while (scheme_start > 0 && is_scheme_character(text[scheme_start - 1])) --scheme_start;
    const std::string scheme = base::lower_ascii(text.substr(scheme_start, at - scheme_start));
    bare += text.substr(0, at + mark.size());
    text.remove_prefix(at + mark.size());
    const std::size_t length = std::min(text.find_first_of(ends), text.size());
    bare += bare_address(scheme, text.substr(0, length));
    text.remove_prefix(length);
  }
  return bare.append(text);
}

}  // namespace supervise

#include "cloud-sim/http/static_files.hpp"

#include <map>
#include <optional>

#include "cloud-sim/pki/secret_file.hpp"

namespace soundcheck::cloud {
namespace fs = std::filesystem;
namespace {

std::string type_of(const fs::path& file) {
  static const std::map<std::string, std::string> types{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"}};
  const auto found = types.find(file.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

/// The file itself, links resolved, when it lies inside the folder.
std::optional<fs::path> inside(const fs::path& folder, const fs::path& wanted) {
  std::error_code failed;
  const auto root = fs::canonical(folder, failed);
  if (failed)
    return std::nullopt;
  const auto file = fs::canonical(wanted, failed);
  if (failed || !fs::is_regular_file(file, failed))
    return std::nullopt;
  const auto [end, unused] =
      std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  if (end != root.end())
    return std::nullopt;
  return file;
}

}  // namespace

StaticFiles::StaticFiles(fs::path folder) : folder_(std::move(folder)) {}

Response StaticFiles::get(const Request& request) const {
  fs::path wanted = folder_;
  for (const auto& segment : request.segments)
    wanted /= segment;
  const bool asset =
      !request.segments.empty() && request.segments[0] == "assets";
  auto file = inside(folder_, wanted);
  if (!file && !asset)
    file = inside(folder_, folder_ / "index.html");
  if (!file)
    return error_response(404, "no_such_file",
                          asset ? "there is no such file"
                                : "the console is not installed here; build it "
                                  "or name its folder with --web");
  auto content = read_file(*file);
  if (!content)
    return error_response(500, "file", "the file cannot be read");
  Response response{200, type_of(*file), std::move(*content)};
  response.headers.emplace_back(
      "Cache-Control",
      asset ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

}  // namespace soundcheck::cloud

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// Where the pieces go, and how fast.
struct UploadTarget {
  std::string url;
  std::string ca_file;  ///< empty: whom the system trusts
  std::string token;    ///< shown as a bearer token
  std::int64_t bytes_per_s = 0;
};

/// What the server said to one request.
struct Answer {
  long status = 0;
  /// Of "Upload-Offset": how many bytes it has.
  std::optional<std::uint64_t> offset;
};

/// A part of the file.
struct Piece {
  int descriptor;
  std::uint64_t begin, size, total;
};

/// One connection, kept open between requests where the server wants that. The
/// only user of <curl/> here.
class HttpPut {
 public:
  /// Errors: internal.
  static Result<std::unique_ptr<HttpPut>> open(const UploadTarget& target);
  ~HttpPut();

  /// HEAD: how much it has. Errors: io, timeout, denied (the certificate).
  Result<Answer> ask();
  /// PUT with "Content-Range: bytes BEGIN-END/TOTAL". Errors as above.
  Result<Answer> put(const Piece& piece);

 private:
  struct State;
  explicit HttpPut(std::unique_ptr<State> state);
  Result<Answer> perform();
  std::unique_ptr<State> state_;
};

}  // namespace soundcheck::bundle

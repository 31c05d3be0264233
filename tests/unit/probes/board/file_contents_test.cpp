#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>

#include "probes/board/linux/file_contents_linux.hpp"
#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/file_hash.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace fs = std::filesystem;

namespace {

// FIPS 180-2, appendix B.1: the message "abc".
constexpr Sha256 hash_of_abc = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea,
                                0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
                                0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c,
                                0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
// Of nothing.
constexpr Sha256 hash_of_nothing = {
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4,
    0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
    0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55};

struct Fixture {
  test::TemporaryFolder root;
  Worker worker;
  FileContentsLinux files{worker, BoardRoot(root.path())};

  std::vector<FileComparison::Result> compare(
      const std::vector<FileContent>& list) {
    const auto seen = test::run(files.compare(list));
    REQUIRE(seen);
    std::vector<FileComparison::Result> results;
    for (const auto& one : *seen)
      results.push_back(one.result);
    return results;
  }
  FileComparison::Result compare(const std::string& path) {
    return compare({FileContent{path, 3, hash_of_abc}}).at(0);
  }
};

using Seen = FileComparison::Result;

}  // namespace

TEST_CASE("files are compared below the root, in the order asked for") {
  Fixture f;
  f.root.write("usr/bin/a", "abc");
  f.root.write("etc/empty", "");
  f.root.write("etc/longer", "abcd");
  f.root.write("etc/other", "abx");

  CHECK(f.compare({{"/etc/other", 3, hash_of_abc},
                   {"/usr/bin/a", 3, hash_of_abc},
                   {"/etc/empty", 0, hash_of_nothing},
                   {"/etc/longer", 3, hash_of_abc},
                   {"/etc/none", 3, hash_of_abc},
                   {"/etc/other/below", 3, hash_of_abc}}) ==
        std::vector<Seen>{Seen::other_content, Seen::same, Seen::same,
                          Seen::other_size, Seen::missing, Seen::missing});
}

TEST_CASE("a link is followed, for the program that opens it follows it too") {
  Fixture f;
  f.root.write("lib/a-1.2", "abc");
  fs::create_symlink("a-1.2", f.root.path() / "lib/a");
  fs::create_symlink("gone", f.root.path() / "lib/b");

  CHECK(f.compare("/lib/a") == Seen::same);
  CHECK(f.compare("/lib/b") == Seen::missing);
}

TEST_CASE("what is no file is not what was released, and hangs nobody") {
  Fixture f;
  fs::create_directory(f.root.path() / "folder");
  REQUIRE(mkfifo((f.root.path() / "pipe").c_str(), 0600) == 0);

  CHECK(f.compare("/folder") == Seen::other_content);
  CHECK(f.compare("/pipe") == Seen::other_content);
}

TEST_CASE("a file longer than a chunk is hashed whole") {
  Fixture f;
  const auto file = f.root.write("long", std::string(200'000, 'x'));
  const FileDescriptor open_file(open(file.c_str(), O_RDONLY));
  const auto hash = hash_file(open_file.get(), 200'000, {});
  REQUIRE(hash.has_value());
  const FileContent expected{"/long", 200'000, *hash};
  CHECK(f.compare({expected}).at(0) == Seen::same);

  std::string altered(200'000, 'x');
  altered.back() = 'y';
  f.root.write("long", altered);
  CHECK(f.compare({expected}).at(0) == Seen::other_content);
}

TEST_CASE("a file that ends too soon and a stop are told apart") {
  Fixture f;
  const auto file = f.root.write("short", "abc");
  const FileDescriptor first(open(file.c_str(), O_RDONLY));
  const FileDescriptor second(open(file.c_str(), O_RDONLY));
  std::stop_source stop;
  stop.request_stop();

  CHECK(hash_file(first.get(), 4, {}).error().value() == ENODATA);
  CHECK(hash_file(second.get(), 3, stop.get_token()).error().value() ==
        ECANCELED);
  CHECK(hash_file(-1, 3, {}).error().value() == EBADF);
}

TEST_CASE("the first line of a text is what a driver shows") {
  Fixture f;
  f.root.write("sys/wifi/version", "  7.45.98 \nmore\n");
  f.root.write("sys/empty", "");

  CHECK(f.files.first_line("/sys/wifi/version").value() == "7.45.98");
  CHECK(f.files.first_line("/sys/empty").value().empty());
  CHECK(f.files.first_line("/sys/none").error() ==
        Error(Errc::unsupported, "/sys/none: not there"));
}

// Tells what the bench would not take of a fault file. The card itself can but
// complain on the stderr of whoever plays, and goes on healthy.
//
// usage: soundcheck-bench-check FILE
// Exit status: 0 all is taken, 64 wrong usage, 65 a line is not, 66 no file.
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/acoustic-bench/faults.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: soundcheck-bench-check FILE\n";
    return 64;
  }
  std::ifstream file(argv[1]);
  std::ostringstream text;
  if (!file || (file.peek() != EOF && !(text << file.rdbuf()))) {
    std::cerr << argv[1] << ": cannot be read\n";
    return 66;
  }
  const auto complaints =
      soundcheck::bench::parse_faults(text.str(), argv[1]).complaints;
  for (const auto& complaint : complaints)
    std::cerr << complaint << '\n';
  return complaints.empty() ? 0 : 65;
}

// Takes the place of libstdc++'s function of this name where that is linked
// statically, and so its demangler stays out: 45 kB of a daemon, to print the
// type of an exception that nobody caught. What the exception says is told.
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace __gnu_cxx {

// libstdc++ declares it so.
void __verbose_terminate_handler();

void __verbose_terminate_handler() {
  static bool again = false;
  if (again || !std::current_exception())
    std::abort();
  again = true;
  try {
    throw;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "ended by an exception: %s\n", e.what());
  } catch (...) {
    std::fprintf(stderr, "ended by an exception that says nothing\n");
  }
  std::abort();
}

}  // namespace __gnu_cxx

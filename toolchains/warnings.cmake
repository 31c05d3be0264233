# Every target of ours links this; nothing of anybody else's does.
add_library(soundcheck_warnings INTERFACE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # The sources are kept free of the warnings of one compiler; Clang, which
  # builds the fuzz targets, has others.
  set(errors -Werror)
  # GCC 12 reports the first two inside Boost and the standard library once it
  # inlines them into our code (GCC bugs 105562 and 105329 among others), the
  # last for the frames of Asio's coroutines, whose operator delete it inlines
  # only half.
  set(false_alarms
    -Wno-maybe-uninitialized -Wno-restrict -Wno-mismatched-new-delete)
endif()
target_compile_options(soundcheck_warnings INTERFACE
  -Wall -Wextra -Wpedantic ${errors}
  -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
  -Wcast-qual -Wformat=2 -Wimplicit-fallthrough
  ${false_alarms}
  # Designated initialisers leave defaulted members out on purpose.
  -Wno-missing-field-initializers)
target_include_directories(soundcheck_warnings INTERFACE ${PROJECT_SOURCE_DIR})
target_link_options(soundcheck_warnings INTERFACE -Wl,--as-needed)

# Asio runs under the sanitizers too: half of a coroutine lives in its headers.
if(SOUNDCHECK_SANITIZE)
  add_compile_options(-fsanitize=${SOUNDCHECK_SANITIZE}
    -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(SOUNDCHECK_SANITIZE STREQUAL "thread")
    # Asio's fences, which guard nothing that a mutex does not.
    add_compile_options(-Wno-tsan)
  endif()
  add_link_options(-fsanitize=${SOUNDCHECK_SANITIZE})
  if(SOUNDCHECK_SANITIZE STREQUAL "address,undefined" AND
      CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # As two shared libraries the runtimes do not agree on their options, and
    # what the second reports goes to the standard error, never to log_path.
    add_link_options(-static-libasan -static-libubsan)
  endif()
endif()

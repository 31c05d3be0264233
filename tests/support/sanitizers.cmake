# How tests run when SOUNDCHECK_SANITIZE is set. A report always fails the test:
# by the exit code where the test is the program, and by sanitizer_reports.py
# where Python starts, kills and awaits programs.
set(SOUNDCHECK_SANITIZER_OPTIONS)
# By how much a sanitized program may be slower; tests that wait, or that hold
# a program to a time, multiply theirs by it.
set(SOUNDCHECK_SLOWNESS 1)
if(SOUNDCHECK_SANITIZE MATCHES "thread")
  set(SOUNDCHECK_SANITIZER_OPTIONS
    TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/tsan.supp:second_deadlock_stack=1)
  set(SOUNDCHECK_SLOWNESS 5)
elseif(SOUNDCHECK_SANITIZE MATCHES "address")
  set(SOUNDCHECK_SANITIZER_OPTIONS
    ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1)
  set(SOUNDCHECK_SLOWNESS 3)
endif()

# For catch_discover_tests(... PROPERTIES) and set_tests_properties().
set(SOUNDCHECK_SANITIZER_PROPERTIES)
if(SOUNDCHECK_SANITIZER_OPTIONS)
  set(SOUNDCHECK_SANITIZER_PROPERTIES
    ENVIRONMENT ${SOUNDCHECK_SANITIZER_OPTIONS})
endif()

set(SOUNDCHECK_TEST_SUPPORT ${CMAKE_CURRENT_LIST_DIR})

# soundcheck_watch_sanitizers(<test>...): of pytest, once they have a TIMEOUT.
function(soundcheck_watch_sanitizers)
  if(NOT SOUNDCHECK_SANITIZER_OPTIONS)
    return()
  endif()
  string(REPLACE "_OPTIONS=" "_OPTIONS=set:" options
    "${SOUNDCHECK_SANITIZER_OPTIONS}")
  set_property(TEST ${ARGN} APPEND PROPERTY ENVIRONMENT_MODIFICATION
    ${options}
    UBSAN_OPTIONS=set:print_stacktrace=1
    SOUNDCHECK_SLOWNESS=set:${SOUNDCHECK_SLOWNESS}
    PYTEST_PLUGINS=set:sanitizer_reports
    PYTHONPATH=path_list_prepend:${SOUNDCHECK_TEST_SUPPORT})
  foreach(test IN LISTS ARGN)
    get_test_property(${test} TIMEOUT seconds)
    math(EXPR seconds "${seconds} * ${SOUNDCHECK_SLOWNESS}")
    set_tests_properties(${test} PROPERTIES TIMEOUT ${seconds})
  endforeach()
endfunction()

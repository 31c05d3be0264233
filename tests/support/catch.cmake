# soundcheck_catch_tests(<target> <label> <timeout>): each case of a Catch2
# program is a test named "<target>: <case>". For another processor the program
# is one test, since the emulator takes longer to start than most cases take. Its
# floating point is slow, too: unit_audio_probes takes 92 s on an idle processor, so
# the time limit is only for what hangs.
function(soundcheck_catch_tests target label timeout)
  if(CMAKE_CROSSCOMPILING)
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES LABELS ${label} TIMEOUT 1800)
  else()
    catch_discover_tests(${target} TEST_PREFIX "${target}: "
      PROPERTIES LABELS ${label} TIMEOUT ${timeout}
        ${SOUNDCHECK_SANITIZER_PROPERTIES})
  endif()
endfunction()

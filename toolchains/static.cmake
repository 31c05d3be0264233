# Links into the programs what a speaker's firmware would carry for them alone.
# OpenSSL, SQLite, ALSA, curl and libc stay shared: firmware has them already.
# So does libmnl, for Debian has no archive of it.
set(Boost_USE_STATIC_LIBS ON)
add_link_options(-static-libstdc++ -static-libgcc)
set(lean ${CMAKE_CURRENT_LIST_DIR}/lean)

# What the daemon takes instead of parts of libstdc++.
add_library(soundcheck_lean OBJECT ${lean}/from_chars.cpp ${lean}/terminate.cpp)

# Nothing here asks an object for its type; the names of all types would weigh
# 58 kB. Exceptions find their handlers all the same.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)

# Where the rest of the build asks pkg-config for zstd, it finds this.
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
find_library(ZSTD_ARCHIVE libzstd.a REQUIRED)
set_target_properties(PkgConfig::zstd PROPERTIES
  INTERFACE_LINK_LIBRARIES ${ZSTD_ARCHIVE})

# The rest is built here, from Debian's source packages (toolchains/sysroot.sh).
enable_language(C)
set(SOUNDCHECK_SOURCES "" CACHE PATH
  "Has the sources paho.mqtt.cpp, c-ares, protobuf, kissfft")
foreach(source paho.mqtt.cpp c-ares protobuf kissfft)
  if(NOT EXISTS ${SOUNDCHECK_SOURCES}/${source})
    message(FATAL_ERROR "SOUNDCHECK_STATIC: no ${source} in "
      "\"${SOUNDCHECK_SOURCES}\"; say with SOUNDCHECK_SOURCES where it is")
  endif()
endforeach()
set(in_sections -ffunction-sections -fdata-sections)

# Paho's C archive in a copy without the tables by which exceptions would pass
# through it: none does, for what it calls of ours keeps them inside.
find_library(PAHO_C_ARCHIVE libpaho-mqtt3as.a REQUIRED)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lean)
execute_process(
  COMMAND ${CMAKE_OBJCOPY} --remove-section=.eh_frame
    --remove-section=.rela.eh_frame ${PAHO_C_ARCHIVE}
    ${CMAKE_BINARY_DIR}/lean/libpaho-mqtt3as.a
  COMMAND_ERROR_IS_FATAL ANY)

# Paho C++ has no archive in Debian.
set(source ${SOUNDCHECK_SOURCES}/paho.mqtt.cpp/src)
file(GLOB files ${source}/*.cpp)
add_library(paho-mqttpp3 STATIC EXCLUDE_FROM_ALL ${files})
target_compile_definitions(paho-mqttpp3 PUBLIC OPENSSL=1)
target_include_directories(paho-mqttpp3 SYSTEM PUBLIC ${lean} ${source})
target_link_libraries(paho-mqttpp3 PUBLIC
  ${CMAKE_BINARY_DIR}/lean/libpaho-mqtt3as.a
  OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
add_library(PahoMqttCpp::paho-mqttpp3 ALIAS paho-mqttpp3)

# Debian's archive of c-ares has no sections for --gc-sections to drop: it would
# weigh 49 kB in the daemon instead of 22. Hardened as Debian does, for it reads
# what servers say.
set(source ${SOUNDCHECK_SOURCES}/c-ares/src/lib)
file(GLOB files ${source}/*.c)
add_library(cares STATIC EXCLUDE_FROM_ALL ${files})
target_compile_definitions(cares PRIVATE HAVE_CONFIG_H=1 _FORTIFY_SOURCE=2)
target_compile_options(cares PRIVATE ${in_sections} -fstack-protector-strong
  -fno-unwind-tables -fno-asynchronous-unwind-tables)
target_include_directories(cares PRIVATE ${lean} ${source})
pkg_check_modules(cares REQUIRED IMPORTED_TARGET libcares)
set_target_properties(PkgConfig::cares PROPERTIES INTERFACE_LINK_LIBRARIES cares)

# Neither has that of protobuf-lite: 340 kB instead of 30.
set(source ${SOUNDCHECK_SOURCES}/protobuf)
file(STRINGS ${source}/cmake/libprotobuf-lite.cmake files REGEX "\\.cc$")
list(TRANSFORM files REPLACE " *\\\${protobuf_SOURCE_DIR}" ${source})
add_library(protobuf-lite STATIC EXCLUDE_FROM_ALL ${files})
target_compile_definitions(protobuf-lite PRIVATE HAVE_PTHREAD)
# Google's own code knows no exceptions, and none passes through it but for want
# of memory, which ends a daemon in any case. The tables to pass by would weigh
# 60 kB with those of the generated code. Our own mathematics, and reading TOML,
# are the same.
set(SOUNDCHECK_PURE_OPTIONS
  -fno-exceptions -fno-unwind-tables -fno-asynchronous-unwind-tables)
target_compile_options(protobuf-lite PRIVATE ${SOUNDCHECK_PURE_OPTIONS})
target_include_directories(protobuf-lite SYSTEM PUBLIC ${lean} ${source}/src)
target_link_libraries(protobuf-lite PUBLIC Threads::Threads)
add_library(protobuf::libprotobuf-lite ALIAS protobuf-lite)

# kissfft has no archive in Debian either; its shared library carries more than
# the real transform that is used here.
set(source ${SOUNDCHECK_SOURCES}/kissfft)
add_library(kissfft STATIC EXCLUDE_FROM_ALL
  ${source}/kiss_fft.c ${source}/kiss_fftr.c)
target_compile_definitions(kissfft PRIVATE kiss_fft_scalar=float)
target_compile_options(kissfft PRIVATE ${in_sections})
set_target_properties(kissfft PROPERTIES POSITION_INDEPENDENT_CODE ON)
pkg_check_modules(kissfft REQUIRED IMPORTED_TARGET kissfft-float)
set_target_properties(PkgConfig::kissfft PROPERTIES
  INTERFACE_LINK_LIBRARIES kissfft)

# Links into the programs what a speaker's firmware would carry for them alone.
# OpenSSL, SQLite, ALSA, curl and libc stay shared: firmware has them already.
# libmnl does too, for Debian has no archive of it; spdlog is header only.
set(Boost_USE_STATIC_LIBS ON)
set(Protobuf_USE_STATIC_LIBS ON)
add_link_options(-static-libstdc++ -static-libgcc)

# Where the rest of the build asks pkg-config for c-ares, it finds this.
pkg_check_modules(cares REQUIRED IMPORTED_TARGET libcares)
find_library(CARES_ARCHIVE libcares.a REQUIRED)
set_target_properties(PkgConfig::cares PROPERTIES
  INTERFACE_LINK_LIBRARIES ${CARES_ARCHIVE})

# Paho C++ has no archive in Debian: from its source package, which
# toolchains/sysroot.sh fetches.
set(SOUNDCHECK_PAHO_SOURCE "" CACHE PATH "Source of Paho MQTT C++")
find_library(PAHO_C_ARCHIVE libpaho-mqtt3as.a REQUIRED)
file(GLOB sources ${SOUNDCHECK_PAHO_SOURCE}/src/*.cpp)
if(NOT sources)
  message(FATAL_ERROR "SOUNDCHECK_STATIC needs SOUNDCHECK_PAHO_SOURCE, "
    "a folder with the source of Paho MQTT C++")
endif()
add_library(paho-mqttpp3 STATIC EXCLUDE_FROM_ALL ${sources})
target_compile_definitions(paho-mqttpp3 PUBLIC OPENSSL=1)
target_include_directories(paho-mqttpp3 SYSTEM
  PUBLIC ${SOUNDCHECK_PAHO_SOURCE}/src)
target_link_libraries(paho-mqttpp3 PUBLIC
  ${PAHO_C_ARCHIVE} OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
add_library(PahoMqttCpp::paho-mqttpp3 ALIAS paho-mqttpp3)

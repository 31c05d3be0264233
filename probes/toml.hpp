#pragma once

// toml++, everywhere with the same settings: two files of one program that
// differ in them would not agree on its types.

// Errors come as results; 13 kB less than with exceptions.
#define TOML_EXCEPTIONS 0
// Reads numbers without <sstream>, see whole_file.cpp.
#define TOML_FLOAT_CHARCONV 1
// Nobody writes TOML.
#define TOML_ENABLE_FORMATTERS 0

#include <toml++/toml.h>

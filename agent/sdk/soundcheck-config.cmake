include("${CMAKE_CURRENT_LIST_DIR}/soundcheck-targets.cmake")

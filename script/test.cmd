@echo off
rem test on Windows (untried).
py -3 "%~dp0_boot.py" test %*

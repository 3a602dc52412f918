@echo off
rem run on Windows (untried).
py -3 "%~dp0_boot.py" run %*

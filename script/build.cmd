@echo off
rem build on Windows (untried).
py -3 "%~dp0_boot.py" build %*

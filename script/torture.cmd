@echo off
rem torture on Windows (untried).
py -3 "%~dp0_boot.py" torture %*

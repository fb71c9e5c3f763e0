@echo off
rem Opens the editor. Files dropped on this file are imported first. What is said in Chinese is said by gouji itself:
rem this file has to be read right under every code page.
chcp 65001 >nul
title gouji
if "%~1"=="" goto editor
"%~dp0gouji.exe" import %*
pause
:editor
"%~dp0gouji.exe"
if errorlevel 2 pause
